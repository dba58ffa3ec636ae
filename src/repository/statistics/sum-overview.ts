import "server-only";
import { sql } from "drizzle-orm";
import type { DayRange } from "@/domain/statistics/day-range";
import type { DecimalString } from "@/lib/decimal";
import type { Db } from "@/repository/db";
import { inDays } from "./in-days";

/** What happened in some days. Intercepted requests count nowhere; refused ones are requests and errors. */
export interface Overview {
  readonly requests: number;
  readonly errors: number;
  readonly costUsd: DecimalString;
  /** Of the requests that were forwarded, ms; 0 of none. */
  readonly averageDurationMs: number;
}

/** @param userId only this user's, everybody's when absent */
export async function sumOverview(
  db: Db,
  timeZone: string,
  days: DayRange,
  userId?: number,
): Promise<Overview> {
  const whose = userId === undefined ? sql`` : sql`AND subject_id = ${userId}`;
  const [row] = await db.execute<{ requests: number; errors: number; usd: string; duration: number }>(sql`
    SELECT coalesce(sum(requests + refusals), 0)::float8 AS requests,
      coalesce(sum(errors + refusals), 0)::float8 AS errors, coalesce(sum(cost_usd), 0)::text AS usd,
      coalesce(sum(duration_ms_sum) / nullif(sum(requests), 0), 0)::float8 AS duration
    FROM usage_daily WHERE ${inDays(timeZone, "user", days)} ${whose}`);
  if (!row) throw new Error("an aggregate returned no row");
  return { requests: row.requests, errors: row.errors, costUsd: row.usd, averageDurationMs: row.duration };
}
