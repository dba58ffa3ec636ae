import { z } from "zod";
import type { RequestSummary } from "@/repository/requests/summarise-requests";

/** Sums over requests, under the product's public names. */
export const UsageSummary = z
  .object({
    totalRequests: z.number().int(),
    totalCost: z.string(),
    totalTokens: z.number().int(),
    totalInputTokens: z.number().int(),
    totalOutputTokens: z.number().int(),
    totalCacheReadTokens: z.number().int(),
    totalCacheCreationTokens: z.number().int(),
    totalCacheCreation5mTokens: z.number().int(),
    totalCacheCreation1hTokens: z.number().int(),
    /** False: the sums are over the newest of the matching requests, which were too many to add up. */
    isComplete: z.boolean(),
  })
  .meta({ id: "UsageSummary" });
export type UsageSummary = z.infer<typeof UsageSummary>;

export function usageSummary(sums: RequestSummary): UsageSummary {
  const cacheCreation = sums.cacheWrite5mTokens + sums.cacheWrite1hTokens;
  return {
    totalRequests: sums.totalRequests,
    totalCost: sums.totalCost,
    totalTokens: sums.inputTokens + sums.outputTokens + sums.cacheReadTokens + cacheCreation,
    totalInputTokens: sums.inputTokens,
    totalOutputTokens: sums.outputTokens,
    totalCacheReadTokens: sums.cacheReadTokens,
    totalCacheCreationTokens: cacheCreation,
    totalCacheCreation5mTokens: sums.cacheWrite5mTokens,
    totalCacheCreation1hTokens: sums.cacheWrite1hTokens,
    isComplete: sums.isComplete,
  };
}
