import type { Pair } from "@/ui/patterns/pair-list";
import { typedNumber } from "@/ui/patterns/typed-number";
import type { ProviderValues } from "./provider-values";
import { durationMs, timeoutMs } from "./typed-units";

/** What the form holds as the server is sent it; what the schema then says of it is the form's validation. */
export function toInput(values: ProviderValues) {
  const { keeps_proxy: keepsProxy, ...fields } = values;
  return {
    ...fields,
    ...numbers(values),
    key: values.key.trim() === "" ? undefined : values.key,
    group_tag: values.group_tag.join(",") || null,
    allowed_models: values.allowed_models.length > 0 ? values.allowed_models : null,
    model_redirects: nullIfEmpty(withoutBlanks(values.model_redirects)),
    proxy_url: keepsProxy ? undefined : values.proxy_url,
    custom_headers: Object.fromEntries(withoutBlanks(values.custom_headers)),
  };
}

function numbers(values: ProviderValues) {
  return {
    priority: typedNumber(values.priority),
    weight: typedNumber(values.weight),
    cost_multiplier: typedNumber(values.cost_multiplier),
    limit_5h_usd: numberOrNull(values.limit_5h_usd),
    limit_daily_usd: numberOrNull(values.limit_daily_usd),
    limit_weekly_usd: numberOrNull(values.limit_weekly_usd),
    limit_monthly_usd: numberOrNull(values.limit_monthly_usd),
    limit_total_usd: numberOrNull(values.limit_total_usd),
    limit_concurrent_sessions: numberOrNull(values.limit_concurrent_sessions),
    max_retry_attempts: numberOrNull(values.max_retry_attempts),
    first_byte_timeout_streaming_ms: timeoutMs(
      "first_byte_timeout_streaming_ms",
      values.first_byte_timeout_streaming_ms,
    ),
    streaming_idle_timeout_ms: timeoutMs("streaming_idle_timeout_ms", values.streaming_idle_timeout_ms),
    request_timeout_non_streaming_ms: timeoutMs(
      "request_timeout_non_streaming_ms",
      values.request_timeout_non_streaming_ms,
    ),
    circuit_breaker_failure_threshold: typedNumber(values.circuit_breaker_failure_threshold),
    circuit_breaker_open_duration: durationMs(
      "circuit_breaker_open_duration",
      values.circuit_breaker_open_duration,
    ),
    circuit_breaker_half_open_success_threshold: typedNumber(
      values.circuit_breaker_half_open_success_threshold,
    ),
  };
}

function numberOrNull(text: string): number | null {
  return text.trim() === "" ? null : typedNumber(text);
}

/** Rows that were added and never filled mean nothing. */
export function withoutBlanks(pairs: readonly Pair[]): Pair[] {
  return pairs
    .map(([left, right]): Pair => [left.trim(), right.trim()])
    .filter(([left, right]) => left !== "" || right !== "");
}

function nullIfEmpty(pairs: Pair[]): Pair[] | null {
  return pairs.length > 0 ? pairs : null;
}
