import { z } from "zod";
import { totalTokens } from "@/domain/pricing/usage";
import { OUTCOMES } from "@/domain/request/outcome";
import type { RequestRow } from "@/domain/request/request-row";

const count = z.number().int();

/** A request as the log shows it. Field names are the product's public ones; amounts in USD, times in ms. */
export const UsageLog = z
  .object({
    id: z.string(),
    createdAt: z.iso.datetime(),
    outcome: z.enum(OUTCOMES),
    statusCode: count,
    errorCode: z.string().nullable(),
    errorMessage: z.string().nullable(),
    blockedBy: z.string().nullable(),
    blockedReason: z.record(z.string(), z.unknown()).nullable(),
    userId: count,
    userName: z.string().nullable(),
    keyId: count,
    keyName: z.string().nullable(),
    providerId: count,
    providerName: z.string().nullable(),
    apiType: z.string(),
    endpoint: z.string(),
    /** As served. */
    model: z.string().nullable(),
    /** As asked for. */
    originalModel: z.string().nullable(),
    isStream: z.boolean(),
    sessionId: z.string().nullable(),
    requestSequence: count.nullable(),
    messagesCount: count.nullable(),
    inputTokens: count,
    outputTokens: count,
    reasoningTokens: count,
    cacheReadInputTokens: count,
    cacheCreationInputTokens: count,
    cacheCreation5mInputTokens: count,
    cacheCreation1hInputTokens: count,
    totalTokens: count,
    /** null: nothing was charged, or (see `unpriced`) no price was known. */
    costUsd: z.string().nullable(),
    costMultiplier: z.string().nullable(),
    unpriced: z.boolean(),
    estimated: z.boolean(),
    durationMs: count,
    ttfbMs: count.nullable(),
    requestBytes: count,
    responseBytes: count,
    retryCount: count,
    clientIp: z.string().nullable(),
    userAgent: z.string().nullable(),
  })
  .meta({ id: "UsageLog" });
export type UsageLog = z.infer<typeof UsageLog>;

export function usageLog(row: RequestRow): UsageLog {
  const { usage } = row;
  return {
    id: row.id,
    createdAt: row.createdAt.toISOString(),
    outcome: row.outcome,
    statusCode: row.statusCode,
    errorCode: row.errorCode,
    errorMessage: row.errorMessage,
    blockedBy: row.blockedBy,
    blockedReason: row.blockedReason,
    userId: row.userId,
    userName: row.userName,
    keyId: row.keyId,
    keyName: row.keyName,
    providerId: row.providerId,
    providerName: row.providerName,
    apiType: row.protocol,
    endpoint: row.endpoint,
    model: row.servedModel,
    originalModel: row.model,
    isStream: row.isStream,
    sessionId: row.sessionId,
    requestSequence: row.sequence,
    messagesCount: row.messagesCount,
    inputTokens: usage.inputTokens,
    outputTokens: usage.outputTokens,
    reasoningTokens: usage.reasoningTokens,
    cacheReadInputTokens: usage.cacheReadTokens,
    cacheCreationInputTokens: usage.cacheWrite5mTokens + usage.cacheWrite1hTokens,
    cacheCreation5mInputTokens: usage.cacheWrite5mTokens,
    cacheCreation1hInputTokens: usage.cacheWrite1hTokens,
    totalTokens: totalTokens(usage),
    costUsd: row.costUsd,
    costMultiplier: row.costMultiplier,
    unpriced: row.unpricedCalls > 0,
    estimated: row.isEstimated,
    durationMs: row.durationMs,
    ttfbMs: row.firstByteMs,
    requestBytes: row.requestBytes,
    responseBytes: row.responseBytes,
    retryCount: Math.max(0, row.attempts - 1),
    clientIp: row.clientIp,
    userAgent: row.userAgent,
  };
}
