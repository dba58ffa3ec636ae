import "server-only";
import { sql } from "drizzle-orm";
import type { DayRange } from "@/domain/statistics/day-range";
import type { UsagePoint } from "@/domain/statistics/usage-series";
import type { Db } from "@/repository/db";
import { type DailyScope, inDays } from "./in-days";
import { type RawPoint, usagePoint } from "./usage-point-codec";

const SCOPES: Readonly<Record<"user" | "provider", DailyScope>> = {
  user: "user",
  provider: "provider_model",
};

/** What every user or provider was used, by day. */
export async function listPointsByDay(
  db: Db,
  timeZone: string,
  whose: "user" | "provider",
  days: DayRange,
): Promise<UsagePoint[]> {
  const rows = await db.execute<RawPoint>(sql`
    SELECT subject_id AS id, day::text AS at, sum(requests)::float8 AS calls, sum(cost_usd)::text AS usd
    FROM usage_daily WHERE ${inDays(timeZone, SCOPES[whose], days)} GROUP BY subject_id, day`);
  return rows.map(usagePoint);
}
