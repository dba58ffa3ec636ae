import type { ProviderDisplay } from "@/actions/providers/provider-display";
import type { ProviderType } from "@/domain/provider/provider-type";
import type { DailyResetMode } from "@/domain/quota/spend-limits";
import { parseGroups } from "@/domain/routing/groups";
import type { Pair } from "@/ui/patterns/pair-list";
import { typedDuration } from "./typed-units";

/** What the form holds, under the server's names: numbers as they are typed, durations in seconds or minutes. */
export interface ProviderValues {
  readonly name: string;
  readonly url: string;
  /** Blank on edit: the stored one stays. */
  readonly key: string;
  readonly website_url: string;
  readonly provider_type: ProviderType;
  readonly is_enabled: boolean;
  readonly priority: string;
  readonly weight: string;
  readonly cost_multiplier: string;
  readonly group_tag: readonly string[];
  readonly allowed_models: readonly string[];
  readonly model_redirects: readonly Pair[];
  readonly join_claude_pool: boolean;
  readonly translation_enabled: boolean;
  readonly limit_5h_usd: string;
  readonly limit_daily_usd: string;
  readonly limit_weekly_usd: string;
  readonly limit_monthly_usd: string;
  readonly limit_total_usd: string;
  readonly limit_concurrent_sessions: string;
  readonly daily_reset_mode: DailyResetMode;
  readonly daily_reset_time: string;
  readonly max_retry_attempts: string;
  readonly first_byte_timeout_streaming_ms: string;
  readonly streaming_idle_timeout_ms: string;
  readonly request_timeout_non_streaming_ms: string;
  readonly circuit_breaker_failure_threshold: string;
  readonly circuit_breaker_open_duration: string;
  readonly circuit_breaker_half_open_success_threshold: string;
  /** The stored outbound proxy stays; its address is never sent to the browser. */
  readonly keeps_proxy: boolean;
  readonly proxy_url: string;
  readonly proxy_fallback_to_direct: boolean;
  readonly preserve_client_ip: boolean;
  readonly custom_headers: readonly Pair[];
  readonly cache_ttl_preference: string;
  readonly context_1m_preference: string;
  readonly codex_reasoning_effort_preference: string;
  readonly codex_reasoning_summary_preference: string;
  readonly codex_text_verbosity_preference: string;
  readonly codex_parallel_tool_calls_preference: string;
  readonly codex_instructions_strategy: string;
  readonly codex_official_instructions: string;
  readonly mcp_passthrough_type: string;
  readonly mcp_passthrough_url: string;
}

/** A provider that does not exist yet: the product's defaults. */
export const NEW_PROVIDER: ProviderValues = {
  name: "",
  url: "",
  key: "",
  website_url: "",
  provider_type: "claude",
  is_enabled: true,
  priority: "0",
  weight: "1",
  cost_multiplier: "1",
  group_tag: [],
  allowed_models: [],
  model_redirects: [],
  join_claude_pool: false,
  translation_enabled: true,
  limit_5h_usd: "",
  limit_daily_usd: "",
  limit_weekly_usd: "",
  limit_monthly_usd: "",
  limit_total_usd: "",
  limit_concurrent_sessions: "",
  daily_reset_mode: "fixed",
  daily_reset_time: "00:00",
  max_retry_attempts: "",
  first_byte_timeout_streaming_ms: "",
  streaming_idle_timeout_ms: "",
  request_timeout_non_streaming_ms: "",
  circuit_breaker_failure_threshold: "5",
  circuit_breaker_open_duration: "30",
  circuit_breaker_half_open_success_threshold: "2",
  keeps_proxy: false,
  proxy_url: "",
  proxy_fallback_to_direct: false,
  preserve_client_ip: false,
  custom_headers: [],
  cache_ttl_preference: "inherit",
  context_1m_preference: "inherit",
  codex_reasoning_effort_preference: "inherit",
  codex_reasoning_summary_preference: "inherit",
  codex_text_verbosity_preference: "inherit",
  codex_parallel_tool_calls_preference: "inherit",
  codex_instructions_strategy: "auto",
  codex_official_instructions: "",
  mcp_passthrough_type: "none",
  mcp_passthrough_url: "",
};

/** A saved provider as the form holds it. */
export function valuesOf(provider: ProviderDisplay): ProviderValues {
  return {
    ...routingValues(provider),
    ...limitValues(provider),
    ...resilienceValues(provider),
    ...overrideValues(provider),
    name: provider.name,
    url: provider.url,
    key: "",
    website_url: provider.websiteUrl ?? "",
    provider_type: provider.providerType,
    keeps_proxy: provider.hasProxy,
    proxy_url: "",
    proxy_fallback_to_direct: provider.proxyFallbackToDirect,
    preserve_client_ip: provider.preserveClientIp,
    custom_headers: Object.entries(provider.customHeaders),
    mcp_passthrough_type: provider.mcpPassthroughType,
    mcp_passthrough_url: provider.mcpPassthroughUrl ?? "",
  };
}

function routingValues(provider: ProviderDisplay) {
  return {
    is_enabled: provider.isEnabled,
    priority: String(provider.priority),
    weight: String(provider.weight),
    cost_multiplier: String(provider.costMultiplier),
    group_tag: parseGroups(provider.groupTag),
    allowed_models: provider.allowedModels ?? [],
    model_redirects: provider.modelRedirects ?? [],
    join_claude_pool: provider.joinClaudePool,
    translation_enabled: provider.translationEnabled,
  };
}

function limitValues(provider: ProviderDisplay) {
  return {
    limit_5h_usd: blankable(provider.limit5hUsd),
    limit_daily_usd: blankable(provider.limitDailyUsd),
    limit_weekly_usd: blankable(provider.limitWeeklyUsd),
    limit_monthly_usd: blankable(provider.limitMonthlyUsd),
    limit_total_usd: blankable(provider.limitTotalUsd),
    limit_concurrent_sessions: blankable(provider.limitConcurrentSessions),
    daily_reset_mode: provider.dailyResetMode,
    daily_reset_time: provider.dailyResetTime,
  };
}

function resilienceValues(provider: ProviderDisplay) {
  return {
    max_retry_attempts: blankable(provider.maxRetryAttempts),
    first_byte_timeout_streaming_ms: typedDuration(
      "first_byte_timeout_streaming_ms",
      provider.firstByteTimeoutStreamingMs,
    ),
    streaming_idle_timeout_ms: typedDuration("streaming_idle_timeout_ms", provider.streamingIdleTimeoutMs),
    request_timeout_non_streaming_ms: typedDuration(
      "request_timeout_non_streaming_ms",
      provider.requestTimeoutNonStreamingMs,
    ),
    circuit_breaker_failure_threshold: String(provider.circuitBreakerFailureThreshold),
    circuit_breaker_open_duration: typedDuration(
      "circuit_breaker_open_duration",
      provider.circuitBreakerOpenDuration,
    ),
    circuit_breaker_half_open_success_threshold: String(provider.circuitBreakerHalfOpenSuccessThreshold),
  };
}

function overrideValues(provider: ProviderDisplay) {
  return {
    cache_ttl_preference: provider.cacheTtlPreference ?? "inherit",
    context_1m_preference: provider.context1mPreference ?? "inherit",
    codex_reasoning_effort_preference: provider.codexReasoningEffortPreference ?? "inherit",
    codex_reasoning_summary_preference: provider.codexReasoningSummaryPreference ?? "inherit",
    codex_text_verbosity_preference: provider.codexTextVerbosityPreference ?? "inherit",
    codex_parallel_tool_calls_preference: provider.codexParallelToolCallsPreference ?? "inherit",
    codex_instructions_strategy: provider.codexInstructionsStrategy,
    codex_official_instructions: provider.codexOfficialInstructions ?? "",
  };
}

function blankable(value: number | null): string {
  return value === null ? "" : String(value);
}
