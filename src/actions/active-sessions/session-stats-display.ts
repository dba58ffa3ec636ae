import { z } from "zod";
import { totalTokens } from "@/domain/pricing/usage";
import type { SessionStats } from "@/domain/session/session-stats";

const count = z.number().int();

/** What a session comes to. Field names are the product's public ones. */
export const SessionStatsDisplay = z.object({
  requestCount: count,
  failedCount: count,
  firstRequestAt: z.iso.datetime(),
  lastRequestAt: z.iso.datetime(),
  totalDurationMs: count,
  totalInputTokens: count,
  totalOutputTokens: count,
  totalCacheCreationTokens: count,
  totalCacheReadTokens: count,
  totalTokens: count,
  totalCostUsd: z.string(),
  providers: z.array(z.object({ id: count, name: z.string().nullable() })),
  models: z.array(z.string()),
  userName: z.string().nullable(),
  userId: count,
  keyName: z.string().nullable(),
  keyId: count,
  userAgent: z.string().nullable(),
  apiType: z.string(),
});

export function sessionStatsDisplay(stats: SessionStats): z.infer<typeof SessionStatsDisplay> {
  const { usage } = stats;
  return {
    requestCount: stats.requests,
    failedCount: stats.failures,
    firstRequestAt: stats.firstAt.toISOString(),
    lastRequestAt: stats.lastAt.toISOString(),
    totalDurationMs: stats.durationMs,
    totalInputTokens: usage.inputTokens,
    totalOutputTokens: usage.outputTokens,
    totalCacheCreationTokens: usage.cacheWrite5mTokens + usage.cacheWrite1hTokens,
    totalCacheReadTokens: usage.cacheReadTokens,
    totalTokens: totalTokens(usage),
    totalCostUsd: stats.costUsd,
    providers: [...stats.providers],
    models: [...stats.models],
    userName: stats.userName,
    userId: stats.userId,
    keyName: stats.keyName,
    keyId: stats.keyId,
    userAgent: stats.userAgent,
    apiType: stats.protocol,
  };
}
