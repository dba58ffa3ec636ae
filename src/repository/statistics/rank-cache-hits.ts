import "server-only";
import { sql } from "drizzle-orm";
import type { ProviderType } from "@/domain/provider/provider-type";
import type { DayRange } from "@/domain/statistics/day-range";
import type { DecimalString } from "@/lib/decimal";
import type { Db } from "@/repository/db";
import { inDays } from "./in-days";
import { ofType } from "./rank-providers";

/** How a provider's prompt cache did, over the calls that read or wrote one. */
export interface CacheHitRank {
  readonly providerId: number;
  readonly providerName: string;
  readonly totalRequests: number;
  /** Of all its calls. */
  readonly totalCost: DecimalString;
  readonly totalTokens: number;
  readonly cacheReadTokens: number;
  /** What the calls cost that wrote a cache. */
  readonly cacheCreationCost: DecimalString;
  /** Tokens read from the cache of all tokens, 0 to 1. */
  readonly cacheHitRate: number;
}

interface RawCacheHitRank extends Record<string, unknown> {
  readonly id: number;
  readonly name: string;
  readonly calls: number;
  readonly tokens: number;
  readonly read_tokens: number;
  readonly usd: string;
  readonly write_usd: string;
}

/** Providers by their cache hit rate, the best first; those without a cached call are left out. */
export async function rankCacheHits(
  db: Db,
  timeZone: string,
  days: DayRange | null,
  providerType?: ProviderType,
): Promise<CacheHitRank[]> {
  const rows = await db.execute<RawCacheHitRank>(sql`
    SELECT subject_id AS id, name, sum(cached_calls)::float8 AS calls, sum(cached_call_tokens)::float8 AS tokens,
      sum(cache_read_tokens)::float8 AS read_tokens,
      sum(cost_usd)::text AS usd, sum(cache_write_calls_usd)::text AS write_usd
    FROM usage_daily JOIN providers ON providers.id = subject_id AND deleted_at IS NULL
    WHERE ${inDays(timeZone, "provider_model", days)} ${ofType(providerType)}
    GROUP BY subject_id, name HAVING sum(cached_call_tokens) > 0
    ORDER BY sum(cache_read_tokens) / sum(cached_call_tokens) DESC, sum(cached_calls) DESC, subject_id`);
  return rows.map((row) => ({
    providerId: row.id,
    providerName: row.name,
    totalRequests: row.calls,
    totalCost: row.usd,
    totalTokens: row.tokens,
    cacheReadTokens: row.read_tokens,
    cacheCreationCost: row.write_usd,
    cacheHitRate: row.read_tokens / row.tokens,
  }));
}
