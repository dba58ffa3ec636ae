import "server-only";
import type { DecimalString } from "@/lib/decimal";

/** What every ranking tells. */
export interface RankSums {
  readonly totalRequests: number;
  readonly totalCost: DecimalString;
  readonly totalTokens: number;
}

/** A row of a ranking as the database gives it. */
export interface RawRank extends Record<string, unknown> {
  readonly id: number;
  readonly name: string;
  readonly requests: number;
  readonly cost_usd: string;
  readonly tokens: number;
}

export function rankSums({ requests, cost_usd, tokens }: RawRank): RankSums {
  return { totalRequests: requests, totalCost: cost_usd, totalTokens: tokens };
}
