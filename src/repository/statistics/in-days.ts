import "server-only";
import { type SQL, sql } from "drizzle-orm";
import type { DayRange } from "@/domain/statistics/day-range";

/** Of what rows of `usage_daily` are sums. */
export type DailyScope = "user" | "provider_model";

/** Rows of `usage_daily` of a zone and scope, and of a range of days where one is given. */
export function inDays(timeZone: string, scope: DailyScope, days: DayRange | null): SQL {
  const rows = sql`zone = ${timeZone} AND scope = ${scope}`;
  return days ? sql`${rows} AND day BETWEEN ${days.first} AND ${days.last}` : rows;
}

/** Columns that every ranking has. Refusals cost nobody anything and are no requests here. */
export const RANK_SUMS = sql`
  sum(requests)::float8 AS requests, sum(cost_usd)::text AS cost_usd,
  sum(input_tokens + cache_read_tokens + cache_write_5m_tokens + cache_write_1h_tokens + output_tokens)::float8 AS tokens`;
