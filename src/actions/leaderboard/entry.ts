import { z } from "zod";

const count = z.number().int();

const sums = {
  totalRequests: count,
  totalCost: z.number(),
  totalTokens: count,
  totalCostFormatted: z.string(),
};
const provider = { providerId: count, providerName: z.string() };

export const UserEntry = z.strictObject({ userId: count, userName: z.string(), ...sums });

export const ProviderEntry = z.strictObject({
  ...provider,
  ...sums,
  successRate: z.number(),
  avgTtfbMs: z.number(),
  avgTokensPerSecond: z.number(),
});

/** Requests and tokens are those of calls that read or wrote a cache; the cost is that of all. */
export const CacheHitEntry = z.strictObject({
  ...provider,
  ...sums,
  cacheReadTokens: count,
  cacheCreationCost: z.number(),
  cacheHitRate: z.number(),
});

export const ModelEntry = z.strictObject({ model: z.string(), ...sums, successRate: z.number() });

/** A line of a leaderboard: which kind, its scope tells. */
export const LeaderboardEntry = z.union([UserEntry, ProviderEntry, CacheHitEntry, ModelEntry]);
export type LeaderboardEntry = z.infer<typeof LeaderboardEntry>;
