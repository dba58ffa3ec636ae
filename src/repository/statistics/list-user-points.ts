import "server-only";
import { sql } from "drizzle-orm";
import type { DayRange } from "@/domain/statistics/day-range";
import type { UsagePoint } from "@/domain/statistics/usage-series";
import type { TimeWindow } from "@/lib/time-window";
import type { Db } from "@/repository/db";
import { listPointsByDay } from "./list-points-by-day";
import { HOUR_START, type RawPoint, usagePoint } from "./usage-point-codec";

/** What every user used, by day. */
export async function listUserPointsByDay(db: Db, timeZone: string, days: DayRange): Promise<UsagePoint[]> {
  return listPointsByDay(db, timeZone, "user", days);
}

/** What every user used, by hour of a window of whole hours. */
export async function listUserPointsByHour(db: Db, { startsAt, endsAt }: TimeWindow): Promise<UsagePoint[]> {
  const rows = await db.execute<RawPoint>(sql`
    SELECT user_id AS id, ${HOUR_START} AS at, sum(requests)::float8 AS calls, sum(cost_usd)::text AS usd
    FROM usage_hourly
    WHERE hour >= ${new Date(startsAt).toISOString()} AND hour < ${new Date(endsAt).toISOString()}
    GROUP BY user_id, hour`);
  return rows.map(usagePoint);
}
