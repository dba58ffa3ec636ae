import type { Provider } from "@/domain/provider/provider";
import type { CircuitPolicy } from "./circuit";

/**
 * One probe at a time is enough to learn whether a provider is back, and costs at most one request its latency. An
 * answer may take long; two minutes later the next request may probe all the same.
 */
const PROBING = { maxProbes: 1, probeTtlMs: 120_000 } as const;

/** The policy of a provider's circuit. */
export function policyOf({ breaker }: Pick<Provider, "breaker">): CircuitPolicy {
  return { ...breaker, ...PROBING };
}
