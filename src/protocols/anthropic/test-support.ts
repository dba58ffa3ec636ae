import type { EncodedRequest, RequestTarget } from "../ir/codec";
import { type Part, PLAIN, textPart } from "../ir/part";
import { type IrRequest, NO_SAMPLING, type Tool, type Turn } from "../ir/request";
import { encodeRequest } from "./encode-request";

/** A request that says nothing but "hello", for tests to say more. */
export const BARE_REQUEST: IrRequest = {
  instructions: [],
  turns: [{ role: "user", parts: [textPart("hello")], own: null }],
  tools: [],
  toolChoice: null,
  parallelToolCalls: null,
  sampling: NO_SAMPLING,
  maxOutputTokens: 1_000,
  stopSequences: [],
  reasoning: null,
  outputFormat: null,
  verbosity: null,
  userId: null,
  metadata: null,
  serviceTier: null,
  store: null,
  promptCacheKey: null,
  wantsStream: false,
  wantsStreamUsage: false,
  own: null,
};

export const BUDGET = "claude-sonnet-4-5";
export const ADAPTIVE = "claude-opus-4-8";

/** A request from a client of another protocol, encoded for a model of Claude's. */
export function encodeFor(
  model: string,
  members: Partial<IrRequest>,
  target: Partial<RequestTarget> = {},
): EncodedRequest {
  const request = { ...BARE_REQUEST, ...members };
  return encodeRequest(request, { model, wantsStream: false, modelMaxOutputTokens: null, ...target });
}

export function turn(role: Turn["role"], ...parts: readonly Part[]): Turn {
  return { role, parts, own: null };
}

export function toolCall(id: string, name = "f", input = "{}"): Part {
  return { kind: "tool-call", id, name, form: "function", input, opaque: null, ...PLAIN };
}

export function toolResult(callId: string, text = "ok"): Part {
  return {
    kind: "tool-result",
    callId,
    name: null,
    form: "function",
    content: [textPart(text)],
    isError: false,
    ...PLAIN,
  };
}

export const tool = (name: string, members: object = {}): Tool => ({
  kind: "function",
  name,
  description: null,
  parameters: null,
  strict: null,
  ...PLAIN,
  ...members,
});
