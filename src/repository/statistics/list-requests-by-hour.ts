import "server-only";
import { sql } from "drizzle-orm";
import type { TimeWindow } from "@/lib/time-window";
import type { Db } from "@/repository/db";

/** Requests, refused ones included, by the start of their hour (epoch ms), in a window of whole hours. */
export async function listRequestsByHour(
  db: Db,
  { startsAt, endsAt }: TimeWindow,
): Promise<ReadonlyMap<number, number>> {
  const rows = await db.execute<{ at: number; requests: number }>(sql`
    SELECT (extract(epoch FROM hour) * 1000)::float8 AS at, sum(requests + refusals)::float8 AS requests
    FROM usage_hourly
    WHERE hour >= ${new Date(startsAt).toISOString()} AND hour < ${new Date(endsAt).toISOString()}
    GROUP BY hour`);
  return new Map(rows.map(({ at, requests }) => [at, requests]));
}
