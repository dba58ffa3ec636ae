import { z } from "zod";
import type { Provider } from "@/domain/provider/provider";
import { PROVIDER_TYPES } from "@/domain/provider/provider-type";
import { DAILY_RESET_MODES } from "@/domain/quota/spend-limits";

/** A provider as lists and forms show it. Field names are the product's public ones; secrets appear masked. */
export const ProviderDisplay = z
  .object({
    id: z.number().int(),
    name: z.string(),
    url: z.string(),
    maskedKey: z.string(),
    websiteUrl: z.string().nullable(),
    isEnabled: z.boolean(),
    providerType: z.enum(PROVIDER_TYPES),
    weight: z.number().int(),
    priority: z.number().int(),
    costMultiplier: z.number(),
    groupTag: z.string().nullable(),
    allowedModels: z.array(z.string()).nullable(),
    modelRedirects: z.array(z.tuple([z.string(), z.string()])).nullable(),
    joinClaudePool: z.boolean(),
    translationEnabled: z.boolean(),
    limit5hUsd: z.number().nullable(),
    limitDailyUsd: z.number().nullable(),
    limitWeeklyUsd: z.number().nullable(),
    limitMonthlyUsd: z.number().nullable(),
    limitTotalUsd: z.number().nullable(),
    limitConcurrentSessions: z.number().nullable(),
    dailyResetMode: z.enum(DAILY_RESET_MODES),
    dailyResetTime: z.string(),
    maxRetryAttempts: z.number().int().nullable(),
    circuitBreakerFailureThreshold: z.number().int(),
    circuitBreakerOpenDuration: z.number().int(),
    circuitBreakerHalfOpenSuccessThreshold: z.number().int(),
    firstByteTimeoutStreamingMs: z.number().int(),
    streamingIdleTimeoutMs: z.number().int(),
    requestTimeoutNonStreamingMs: z.number().int(),
    hasProxy: z.boolean(),
    proxyFallbackToDirect: z.boolean(),
    preserveClientIp: z.boolean(),
    customHeaders: z.record(z.string(), z.string()),
    cacheTtlPreference: z.string().nullable(),
    context1mPreference: z.string().nullable(),
    codexReasoningEffortPreference: z.string().nullable(),
    codexReasoningSummaryPreference: z.string().nullable(),
    codexTextVerbosityPreference: z.string().nullable(),
    codexParallelToolCallsPreference: z.string().nullable(),
    codexInstructionsStrategy: z.string(),
    codexOfficialInstructions: z.string().nullable(),
    mcpPassthroughType: z.string(),
    mcpPassthroughUrl: z.string().nullable(),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
  })
  .meta({ id: "Provider" });
export type ProviderDisplay = z.infer<typeof ProviderDisplay>;

export function providerDisplay(provider: Provider, secretHint: string): ProviderDisplay {
  const { limits, breaker, timeouts, codex } = provider;
  return {
    id: provider.id,
    name: provider.name,
    url: provider.url,
    maskedKey: secretHint,
    websiteUrl: provider.websiteUrl,
    isEnabled: provider.isEnabled,
    providerType: provider.type,
    weight: provider.weight,
    priority: provider.priority,
    costMultiplier: Number(provider.costMultiplier),
    groupTag: provider.groups.join(",") || null,
    allowedModels: listOrNull(provider.allowedModels),
    modelRedirects: listOrNull(provider.modelRedirects.map(([from, to]): [string, string] => [from, to])),
    joinClaudePool: provider.joinClaudePool,
    translationEnabled: provider.translationEnabled,
    limit5hUsd: limits.limit5hUsd,
    limitDailyUsd: limits.limitDailyUsd,
    limitWeeklyUsd: limits.limitWeeklyUsd,
    limitMonthlyUsd: limits.limitMonthlyUsd,
    limitTotalUsd: limits.limitTotalUsd,
    limitConcurrentSessions: provider.concurrentSessions,
    dailyResetMode: limits.dailyResetMode,
    dailyResetTime: limits.dailyResetTime,
    maxRetryAttempts: provider.maxRetryAttempts,
    circuitBreakerFailureThreshold: breaker.failureThreshold,
    circuitBreakerOpenDuration: breaker.openDurationMs,
    circuitBreakerHalfOpenSuccessThreshold: breaker.halfOpenSuccessThreshold,
    firstByteTimeoutStreamingMs: timeouts.firstByteMs,
    streamingIdleTimeoutMs: timeouts.idleMs,
    requestTimeoutNonStreamingMs: timeouts.totalMs,
    hasProxy: provider.hasOutboundProxy,
    proxyFallbackToDirect: provider.proxyFallbackToDirect,
    preserveClientIp: provider.preserveClientIp,
    customHeaders: { ...provider.customHeaders },
    cacheTtlPreference: provider.cacheTtlPreference,
    context1mPreference: provider.context1mPreference,
    codexReasoningEffortPreference: codex.reasoningEffort,
    codexReasoningSummaryPreference: codex.reasoningSummary,
    codexTextVerbosityPreference: codex.textVerbosity,
    codexParallelToolCallsPreference:
      codex.parallelToolCalls === null ? null : String(codex.parallelToolCalls),
    codexInstructionsStrategy: codex.instructionsStrategy,
    codexOfficialInstructions: codex.officialInstructions,
    mcpPassthroughType: provider.mcpPassthroughType,
    mcpPassthroughUrl: provider.mcpPassthroughUrl,
    createdAt: provider.createdAt.toISOString(),
    updatedAt: provider.updatedAt.toISOString(),
  };
}

/** An empty list means "any" here, which the public form writes as null. */
function listOrNull<Item>(list: readonly Item[]): Item[] | null {
  return list.length > 0 ? [...list] : null;
}
