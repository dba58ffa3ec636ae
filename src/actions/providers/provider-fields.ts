import type { UpdateProvider } from "@/domain/provider/schema";
import { parseGroups } from "@/domain/routing/groups";
import type { Secrets } from "@/infra/crypto/secrets";
import { maskSecret } from "@/lib/mask";
import type { ProviderChanges } from "@/repository/providers";
import { assertPossibleHost } from "../kit/assert-possible-host";
import { compact } from "../kit/compact";

/**
 * The public fields of a provider as the changes they mean, secrets sealed. Fields that are absent change nothing.
 *
 * @throws {AppError} INVALID_INPUT for hosts that are never connected to
 */
export function providerChanges(input: UpdateProvider, secrets: Secrets): ProviderChanges {
  assertPossibleHost(input.url, "url");
  assertPossibleHost(input.mcp_passthrough_url, "mcp_passthrough_url");
  assertPossibleHost(input.proxy_url, "proxy_url");
  return compact({
    ...plainFields(input),
    ...secretFields(input, secrets),
    limits: limitFields(input),
    breaker: compact({
      failureThreshold: input.circuit_breaker_failure_threshold,
      openDurationMs: input.circuit_breaker_open_duration,
      halfOpenSuccessThreshold: input.circuit_breaker_half_open_success_threshold,
    }),
    timeouts: compact({
      firstByteMs: input.first_byte_timeout_streaming_ms,
      idleMs: input.streaming_idle_timeout_ms,
      totalMs: input.request_timeout_non_streaming_ms,
    }),
    codex: codexFields(input),
  });
}

function plainFields(input: UpdateProvider) {
  return {
    name: input.name,
    url: input.url,
    websiteUrl: input.website_url,
    isEnabled: input.is_enabled,
    type: input.provider_type,
    weight: input.weight,
    priority: input.priority,
    costMultiplier: input.cost_multiplier?.toFixed(4),
    groups: input.group_tag === undefined ? undefined : parseGroups(input.group_tag),
    allowedModels: input.allowed_models === null ? [] : input.allowed_models,
    modelRedirects: input.model_redirects === null ? [] : input.model_redirects,
    joinClaudePool: input.join_claude_pool,
    translationEnabled: input.translation_enabled,
    concurrentSessions: input.limit_concurrent_sessions,
    maxRetryAttempts: input.max_retry_attempts,
    proxyFallbackToDirect: input.proxy_fallback_to_direct,
    preserveClientIp: input.preserve_client_ip,
    customHeaders: input.custom_headers,
    cacheTtlPreference: unlessInherited(input.cache_ttl_preference),
    context1mPreference: unlessInherited(input.context_1m_preference),
    mcpPassthroughType: input.mcp_passthrough_type,
    mcpPassthroughUrl: input.mcp_passthrough_url,
  };
}

function secretFields({ key, proxy_url: proxyUrl }: UpdateProvider, secrets: Secrets) {
  return {
    ...(key !== undefined && { secret: secrets.seal(key), secretHint: maskSecret(key) }),
    ...(proxyUrl !== undefined && { proxyUrl: proxyUrl === null ? null : secrets.seal(proxyUrl) }),
  };
}

function limitFields(input: UpdateProvider) {
  return compact({
    limit5hUsd: input.limit_5h_usd,
    limitDailyUsd: input.limit_daily_usd,
    limitWeeklyUsd: input.limit_weekly_usd,
    limitMonthlyUsd: input.limit_monthly_usd,
    limitTotalUsd: input.limit_total_usd,
    dailyResetMode: input.daily_reset_mode,
    dailyResetTime: input.daily_reset_time,
  });
}

function codexFields(input: UpdateProvider) {
  const parallel = unlessInherited(input.codex_parallel_tool_calls_preference);
  return compact({
    instructionsStrategy: input.codex_instructions_strategy,
    officialInstructions: input.codex_official_instructions,
    reasoningEffort: unlessInherited(input.codex_reasoning_effort_preference),
    reasoningSummary: unlessInherited(input.codex_reasoning_summary_preference),
    textVerbosity: unlessInherited(input.codex_text_verbosity_preference),
    parallelToolCalls: parallel === undefined || parallel === null ? parallel : parallel === "true",
  });
}

/** "inherit" is how the public form writes null. */
function unlessInherited<Value extends string>(
  value: Value | null | undefined,
): Exclude<Value, "inherit"> | null | undefined {
  return value === "inherit" ? null : (value as Exclude<Value, "inherit"> | null | undefined);
}
