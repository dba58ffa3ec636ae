import { GatewayError } from "@/domain/gateway-error";
import type { Verdict } from "@/domain/routing/route-plan";
import { SECOND_MS } from "@/lib/duration";

/**
 * Nobody may be asked. Where all that stands in the way is time, the client learns how much of it.
 *
 * @param now epoch ms
 */
export function noProviderError(
  model: string | null,
  verdicts: readonly Verdict[],
  now: number,
): GatewayError {
  const wanted = model ?? "this request";
  const resting = verdicts.filter(({ excludedBy }) => excludedBy === "resting");
  if (resting.length > 0) {
    const message = `Every provider of ${wanted} is rate limited right now. Try again when \`Retry-After\` is over.`;
    return new GatewayError("upstream_rate_limited", message, retryAfter(resting, now));
  }
  const shut = verdicts.filter(
    ({ excludedBy }) => excludedBy === "circuit_open" || excludedBy === "quota_exceeded",
  );
  const message = `No provider can serve ${wanted} for you right now. Ask an admin to check providers and groups.`;
  return new GatewayError("no_available_provider", message, retryAfter(shut, now));
}

function retryAfter(verdicts: readonly Verdict[], now: number): { readonly retryAfterSeconds?: number } {
  const waits = verdicts.flatMap(({ until }) => (until === null ? [] : [until - now]));
  if (waits.length === 0) return {};
  return { retryAfterSeconds: Math.max(1, Math.ceil(Math.min(...waits) / SECOND_MS)) };
}
