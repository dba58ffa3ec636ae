import { MAX_UPSTREAM_CALLS } from "@/config/limits";
import type { Protocol } from "@/domain/protocol";

/** How requests to one endpoint are treated; frozen data instead of conditions spread over the pipeline. */
export interface EndpointPolicy {
  readonly method: string;
  readonly path: string;
  readonly protocol: Protocol;
  /** generate: has an answer with usage. count: asks for a number of tokens, free of charge. */
  readonly kind: "generate" | "count";
  /** Upstream calls at most; 1 = neither retry nor another provider. */
  readonly maxCalls: number;
  /** Whether spend is reserved and charged. */
  readonly isBilled: boolean;
  /** Whether its outcome counts for or against the provider; others neither open circuits nor probe them. */
  readonly feedsCircuit: boolean;
}

export const ENDPOINTS: readonly EndpointPolicy[] = Object.freeze([
  Object.freeze({
    method: "POST",
    path: "/v1/messages",
    protocol: "anthropic",
    kind: "generate",
    maxCalls: MAX_UPSTREAM_CALLS,
    isBilled: true,
    feedsCircuit: true,
  }),
  Object.freeze({
    method: "POST",
    path: "/v1/messages/count_tokens",
    protocol: "anthropic",
    kind: "count",
    maxCalls: 1,
    isBilled: false,
    feedsCircuit: false,
  }),
]);
