import "server-only";
import { type SQL, sql } from "drizzle-orm";
import type { UsagePoint } from "@/domain/statistics/usage-series";
import type { TimeWindow } from "@/lib/time-window";
import type { Db } from "@/repository/db";
import { HOUR_START, type RawPoint, usagePoint } from "./usage-point-codec";

/** What the keys of a user used in a window of whole hours, by hour. */
export function listKeyPointsByHour(db: Db, userId: number, window: TimeWindow): Promise<UsagePoint[]> {
  return listKeyPoints(db, userId, window, HOUR_START);
}

/** The same, by day on the clocks of `timeZone`. */
export function listKeyPointsByDay(
  db: Db,
  userId: number,
  window: TimeWindow,
  timeZone: string,
): Promise<UsagePoint[]> {
  return listKeyPoints(db, userId, window, sql`(hour AT TIME ZONE ${timeZone})::date::text`);
}

async function listKeyPoints(
  db: Db,
  userId: number,
  { startsAt, endsAt }: TimeWindow,
  bucket: SQL,
): Promise<UsagePoint[]> {
  const rows = await db.execute<RawPoint>(sql`
    SELECT key_id AS id, at, sum(requests)::float8 AS calls, sum(cost_usd)::text AS usd
    FROM usage_hourly CROSS JOIN LATERAL (SELECT ${bucket} AS at) AS bucket
    WHERE user_id = ${userId}
      AND hour >= ${new Date(startsAt).toISOString()} AND hour < ${new Date(endsAt).toISOString()}
    GROUP BY key_id, at`);
  return rows.map(usagePoint);
}
