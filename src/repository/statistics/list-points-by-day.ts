import "server-only";
import { sql } from "drizzle-orm";
import type { DayRange } from "@/domain/statistics/day-range";
import type { UsagePoint } from "@/domain/statistics/usage-series";
import type { Db } from "@/repository/db";
import { inDays } from "./in-days";
import { type RawPoint, usagePoint } from "./usage-point-codec";

/** What every user or provider was used, by day. */
export async function listPointsByDay(
  db: Db,
  timeZone: string,
  scope: "user" | "provider",
  days: DayRange,
): Promise<UsagePoint[]> {
  const rows = await db.execute<RawPoint>(sql`
    SELECT subject_id AS id, day::text AS at, requests::float8 AS calls, cost_usd::text AS usd
    FROM usage_daily WHERE ${inDays(timeZone, scope, days)}`);
  return rows.map(usagePoint);
}
