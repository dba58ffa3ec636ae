import { NEW_PROVIDER, type ProviderValues } from "./provider-values";

type Name = keyof ProviderValues;

/** The fields of the sections that fold. */
const FOLDED = {
  limits: [
    "limit_5h_usd",
    "limit_daily_usd",
    "limit_weekly_usd",
    "limit_monthly_usd",
    "limit_total_usd",
    "limit_concurrent_sessions",
  ],
  timeouts: [
    "first_byte_timeout_streaming_ms",
    "streaming_idle_timeout_ms",
    "request_timeout_non_streaming_ms",
    "max_retry_attempts",
  ],
  breaker: [
    "circuit_breaker_failure_threshold",
    "circuit_breaker_open_duration",
    "circuit_breaker_half_open_success_threshold",
  ],
  network: ["keeps_proxy", "proxy_fallback_to_direct", "preserve_client_ip", "custom_headers"],
  overrides: [
    "cache_ttl_preference",
    "context_1m_preference",
    "codex_reasoning_effort_preference",
    "codex_reasoning_summary_preference",
    "codex_text_verbosity_preference",
    "codex_parallel_tool_calls_preference",
    "codex_instructions_strategy",
    "codex_official_instructions",
  ],
  mcp: ["mcp_passthrough_type"],
} as const satisfies Record<string, readonly Name[]>;

/** Whether something in a section differs from the product's defaults: then it starts open. */
export function hasSettings(section: keyof typeof FOLDED, values: Partial<ProviderValues>): boolean {
  return FOLDED[section].some(
    (name: Name) => JSON.stringify(values[name]) !== JSON.stringify(NEW_PROVIDER[name]),
  );
}
