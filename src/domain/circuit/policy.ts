import type { Provider } from "@/domain/provider/provider";
import type { CircuitPolicy } from "./circuit";

/**
 * One probe at a time is enough to learn whether a provider is back, and costs at most one request its latency. An
 * answer may take long; two minutes later the next request may probe all the same.
 */
const MAX_PROBES = 1;
const PROBE_TTL_MS = 120_000;

/** The policy of a provider's circuit. */
export function policyOf({ breaker }: Pick<Provider, "breaker">): CircuitPolicy {
  const { failureThreshold, openDurationMs, halfOpenSuccessThreshold } = breaker;
  return {
    failureThreshold,
    openDurationMs,
    halfOpenSuccessThreshold,
    maxProbes: MAX_PROBES,
    probeTtlMs: PROBE_TTL_MS,
  };
}
