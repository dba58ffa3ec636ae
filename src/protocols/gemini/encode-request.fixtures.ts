import type { JsonObject } from "../ir/opaque";
import { type Part, PLAIN, textPart } from "../ir/part";
import type { FunctionTool, Turn } from "../ir/request";

export const lossesOf = ({ losses }: { losses: readonly { feature: string; kind: string }[] }) =>
  losses.map(({ feature, kind }) => `${feature} ${kind}`);

export function turn(role: Turn["role"], ...parts: readonly Part[]): Turn {
  return { role, parts, own: null };
}

export function call(id: string, name: string, input = "{}"): Part {
  return { kind: "tool-call", id, name, form: "function", input, opaque: null, ...PLAIN };
}

export function result(callId: string, text: string, isError = false): Part {
  return {
    kind: "tool-result",
    ...{ callId, name: null, form: "function", content: [textPart(text)], isError },
    ...PLAIN,
  };
}

export function tool(
  name: string,
  parameters: JsonObject | null = { type: "object", properties: {} },
): FunctionTool {
  return { kind: "function", name, description: null, parameters, strict: null, cache: null, own: null };
}

export function media(
  source: (Part & { kind: "media" })["source"],
  mediaType: string | null,
): Part & { readonly kind: "media" } {
  return { kind: "media", mediaType, source, name: null, detail: null, ...PLAIN };
}
