import type { JsonObject, Opaque } from "../ir/opaque";
import { encryptedContentOf, summaryOf } from "./reasoning-item";

export type ItemStatus = "in_progress" | "completed";

/** Ids of an answer's items: they tell the kind and end in the request's. */
export class ItemIds {
  private count = 0;
  private readonly suffix: string;

  constructor(requestId: string) {
    this.suffix = requestId.replace(/[^a-zA-Z0-9]/g, "");
  }

  get response(): string {
    return `resp_${this.suffix}`;
  }

  next(prefix: "msg" | "fc" | "ctc" | "rs" | "ig"): string {
    return `${prefix}_${this.suffix}${(this.count++).toString(36).padStart(2, "0")}`;
  }
}

export function messageItem(id: string, status: ItemStatus, content: readonly JsonObject[]): JsonObject {
  return { id, type: "message", status, role: "assistant", content };
}

/** @param opaque what the model's vendor wants back; null where it wants nothing */
export function reasoningItem(id: string, text: string, opaque: Opaque | null): JsonObject {
  const item = { id, type: "reasoning", summary: summaryOf(text) };
  return opaque === null ? item : { ...item, encrypted_content: encryptedContentOf(opaque) };
}

/** A call of a tool, of which `names` are the members that name it. */
export function callItem(
  { id, callId, form, names }: CallIdentity,
  status: ItemStatus,
  input: string,
): JsonObject {
  return form === "custom"
    ? { id, type: "custom_tool_call", status, call_id: callId, input, ...names }
    : { id, type: "function_call", status, call_id: callId, arguments: input, ...names };
}

export interface CallIdentity {
  readonly id: string;
  readonly callId: string;
  readonly form: "function" | "custom";
  readonly names: JsonObject;
}

/** An image the model made. @param data base64 */
export function imageItem(id: string, mediaType: string, data: string): JsonObject {
  const output_format = mediaType.split("/")[1] ?? "png";
  return { id, type: "image_generation_call", status: "completed", result: data, output_format };
}

export function outputText(text: string, annotations: readonly JsonObject[]): JsonObject {
  return { type: "output_text", text, annotations, logprobs: [] };
}
