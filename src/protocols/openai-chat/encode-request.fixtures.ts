import type { LossFeature } from "../ir/loss";
import { type MediaPart, type Part, PLAIN, type ToolResultPart, textPart } from "../ir/part";
import type { FunctionTool, IrRequest, Turn } from "../ir/request";
import { encodeRequest } from "./encode-request";

export function user(...parts: Part[]): Turn {
  return { role: "user", parts, own: null };
}

export function assistant(...parts: Part[]): Turn {
  return { role: "assistant", parts, own: null };
}

export function call(id: string, name = "f", input = "{}"): Part {
  return { kind: "tool-call", id, name, form: "function", input, opaque: null, ...PLAIN };
}

export function result(callId: string, ...content: ToolResultPart["content"][number][]): ToolResultPart {
  return { kind: "tool-result", callId, name: "f", form: "function", content, isError: false, ...PLAIN };
}

export function media(
  mediaType: string | null,
  source: MediaPart["source"],
  name: string | null = null,
): MediaPart {
  return { kind: "media", mediaType, source, name, detail: null, ...PLAIN };
}

/** What a request says that says no more. */
export const HELLO = user(textPart("Hello"));

export const TOOL: FunctionTool = {
  kind: "function",
  name: "f",
  description: null,
  parameters: null,
  strict: null,
  ...PLAIN,
};

/** Encodes for a model; the body also in the parts the tests look at. */
export function encodeWhole(whole: IrRequest, model: string, modelMaxOutputTokens: number | null) {
  const { body, losses, toolNames } = encodeRequest(whole, {
    model,
    wantsStream: whole.wantsStream,
    modelMaxOutputTokens,
  });
  const { model: _model, messages, ...rest } = body;
  return { body, messages, rest, toolNames, lost: losses.map(({ feature, kind }) => `${feature} ${kind}`) };
}

export type Case = readonly [
  name: string,
  request: Partial<IrRequest>,
  expected: { readonly messages?: unknown; readonly rest?: unknown; readonly lost?: readonly string[] },
  model?: string,
];

/** The cases with their names, as `it.each` wants them. */
export const named = (cases: readonly Case[]) =>
  cases.map(([name, request, expected, model]) => ({ name, request, expected, model }));

export const lost = (feature: LossFeature, kind = "dropped") => [`${feature} ${kind}`];
