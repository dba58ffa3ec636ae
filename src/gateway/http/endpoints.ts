import { MAX_UPSTREAM_CALLS } from "@/config/limits";
import type { Protocol } from "@/domain/protocol";

/**
 * What becomes of a request:
 * - generate: forwarded; its answer is understood, usage and all
 * - count: forwarded; asks for a number of tokens
 * - raw: forwarded; body and answer pass as they are, whatever they are
 * - models: answered by the hub from what it is configured with
 * - upgrade: refused, because the hub speaks HTTP only
 * - preflight: answered by the hub, to a browser
 * - unknown: refused
 */
export type EndpointKind = "generate" | "count" | "raw" | "models" | "upgrade" | "preflight" | "unknown";

/** How requests to one endpoint are treated; frozen data instead of conditions spread over the pipeline. */
export interface EndpointPolicy {
  readonly kind: EndpointKind;
  /** Whose providers are asked, and in whose words errors are told. */
  readonly protocol: Protocol;
  /** json: anything but a JSON object is refused, and the content is filtered and screened; any: where it happens to be one. */
  readonly bodyKind: "json" | "any";
  readonly needsModel: boolean;
  /** Upstream calls at most; 1 = neither retry nor another provider. */
  readonly maxCalls: number;
  /** Whether spend is reserved and charged. */
  readonly isBilled: boolean;
  /** Whether its outcome counts for or against the provider; others neither open circuits nor probe them. */
  readonly feedsCircuit: boolean;
  /** Gemini: whether the provider has to speak Code Assist or must not; null = the hub makes up for it. */
  readonly codeAssist: boolean | null;
}

/** Endpoints that make a model answer. */
const GENERATE = {
  kind: "generate",
  bodyKind: "json",
  needsModel: true,
  maxCalls: MAX_UPSTREAM_CALLS,
  isBilled: true,
  feedsCircuit: true,
  codeAssist: null,
} as const;

/** Counting is free, and clients can do without: it is not worth a second try. */
const COUNT = { ...GENERATE, kind: "count", maxCalls: 1, isBilled: false, feedsCircuit: false } as const;

/**
 * Endpoints the hub knows nothing of. Nobody knows what a second try would do there, and a failure says nothing of the
 * provider's models. What is reported is charged.
 */
const RAW = {
  ...GENERATE,
  kind: "raw",
  bodyKind: "any",
  needsModel: false,
  maxCalls: 1,
  feedsCircuit: false,
} as const;

/** Answered by the hub alone. */
const LOCAL = {
  ...COUNT,
  protocol: "anthropic",
  bodyKind: "any",
  needsModel: false,
  maxCalls: 0,
} as const;

const policy = (facts: EndpointPolicy): EndpointPolicy => Object.freeze(facts);

export const ENDPOINT_POLICIES = Object.freeze({
  messages: policy({ ...GENERATE, protocol: "anthropic" }),
  countMessages: policy({ ...COUNT, protocol: "anthropic" }),
  chat: policy({ ...GENERATE, protocol: "openai-chat" }),
  responses: policy({ ...GENERATE, protocol: "openai-responses" }),
  countResponses: policy({ ...COUNT, protocol: "openai-responses" }),
  /** A pure function of its input, so that it may be tried again elsewhere. */
  embeddings: policy({ ...RAW, protocol: "openai-chat", maxCalls: MAX_UPSTREAM_CALLS, feedsCircuit: true }),
  generateContent: policy({ ...GENERATE, protocol: "gemini" }),
  countContent: policy({ ...COUNT, protocol: "gemini" }),
  countCodeAssist: policy({ ...COUNT, protocol: "gemini", needsModel: false, codeAssist: true }),
  rawAnthropic: policy({ ...RAW, protocol: "anthropic" }),
  rawChat: policy({ ...RAW, protocol: "openai-chat" }),
  rawResponses: policy({ ...RAW, protocol: "openai-responses" }),
  rawGemini: policy({ ...RAW, protocol: "gemini", codeAssist: false }),
  rawCodeAssist: policy({ ...RAW, protocol: "gemini", codeAssist: true }),
  modelsAnthropic: policy({ ...LOCAL, kind: "models" }),
  modelsOpenAi: policy({ ...LOCAL, kind: "models", protocol: "openai-chat" }),
  modelsGemini: policy({ ...LOCAL, kind: "models", protocol: "gemini" }),
  upgrade: policy({ ...LOCAL, kind: "upgrade", protocol: "openai-responses" }),
  preflight: policy({ ...LOCAL, kind: "preflight" }),
  unknown: policy({ ...LOCAL, kind: "unknown" }),
});
