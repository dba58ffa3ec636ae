import "server-only";
import { sql } from "drizzle-orm";
import type { ProviderType } from "@/domain/provider/provider-type";
import type { DayRange } from "@/domain/statistics/day-range";
import type { Db } from "@/repository/db";
import { inDays, RANK_SUMS } from "./in-days";
import { type RankSums, type RawRank, rankSums } from "./rank-codec";

export interface ProviderRank extends RankSums {
  readonly providerId: number;
  readonly providerName: string;
  /** 0 to 1. */
  readonly successRate: number;
  /** null where nothing was streamed. */
  readonly averageFirstByteMs: number | null;
  /** null where no answer was long enough to tell. */
  readonly tokensPerSecond: number | null;
}

interface RawProviderRank extends RawRank {
  readonly success_rate: number;
  readonly first_byte_ms: number | null;
  readonly tokens_per_second: number | null;
}

/** Providers by what they cost, with how well they did; deleted ones are left out. @param days null = since ever */
export async function rankProviders(
  db: Db,
  timeZone: string,
  days: DayRange | null,
  providerType?: ProviderType,
): Promise<ProviderRank[]> {
  const rows = await db.execute<RawProviderRank>(sql`
    SELECT subject_id AS id, name, ${RANK_SUMS},
      (1 - sum(errors) / sum(requests))::float8 AS success_rate,
      (sum(first_byte_ms_sum) / nullif(sum(first_byte_count), 0))::float8 AS first_byte_ms,
      (sum(rated_output_tokens) * 1000 / nullif(sum(rated_ms), 0))::float8 AS tokens_per_second
    FROM usage_daily JOIN providers ON providers.id = subject_id AND deleted_at IS NULL
    WHERE ${inDays(timeZone, "provider_model", days)} ${ofType(providerType)}
    GROUP BY subject_id, name HAVING sum(requests) > 0
    ORDER BY sum(cost_usd) DESC, subject_id`);
  return rows.map((row) => ({
    providerId: row.id,
    providerName: row.name,
    ...rankSums(row),
    successRate: row.success_rate,
    averageFirstByteMs: row.first_byte_ms,
    tokensPerSecond: row.tokens_per_second,
  }));
}

/** Restricts a join with `providers`. */
export function ofType(providerType: ProviderType | undefined) {
  return providerType === undefined ? sql`` : sql`AND providers.type = ${providerType}`;
}
