import "server-only";
import { sql } from "drizzle-orm";
import type { UsagePoint } from "@/domain/statistics/usage-series";

/** The start of a row's hour, as JavaScript writes instants. */
export const HOUR_START = sql.raw(`to_char(hour AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`);

/** A row of a series as the database gives it. */
export interface RawPoint extends Record<string, unknown> {
  readonly id: number;
  readonly at: string;
  readonly calls: number;
  readonly usd: string;
}

export function usagePoint({ id, at, calls, usd }: RawPoint): UsagePoint {
  return { id, at, calls, costUsd: usd };
}
