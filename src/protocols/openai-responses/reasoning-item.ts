import type { JsonObject, Opaque } from "../ir/opaque";
import type { ReasoningPart } from "../ir/part";
import { openSeal, sealOpaque } from "../ir/seal-opaque";
import { type Fields, isJsonList, isJsonObject } from "./fields";
import { isOwn, ownFields } from "./own";

/** Between the parts of a summary, which other protocols have as one text. */
export const SUMMARY_SEPARATOR = "\n\n";

/** A `reasoning` item of a request or an answer. */
export function decodeReasoning(fields: Fields): ReasoningPart {
  const item = fields.object;
  const summary = textsOf(item.summary);
  const text = (summary.length > 0 ? summary : textsOf(item.content)).join(SUMMARY_SEPARATOR);
  const opaque = opaqueOfItem(item);
  const { type: _, ...members } = item;
  // A seal holds another vendor's signature; what had no text there was withheld, or belongs to the part behind it.
  const isRedacted = text === "" && opaque?.protocol === "anthropic";
  return { kind: "reasoning", text, opaque, isRedacted, cache: null, own: ownFields(members) };
}

/** What the vendor of a reasoning item's thoughts wants back; null where the item holds nothing of the kind. */
export function opaqueOfItem({ id, encrypted_content: encrypted }: JsonObject): Opaque | null {
  if (typeof encrypted !== "string" || encrypted === "") return null;
  const sealed = openSeal(encrypted);
  if (sealed) return sealed;
  const value = { ...(typeof id === "string" ? { id } : {}), encrypted_content: encrypted };
  return { protocol: "openai-responses", value };
}

/**
 * The item a request gives the API its model's thoughts back with; null for thoughts of another vendor's model, which
 * it would refuse.
 */
export function encodeReasoning(part: ReasoningPart): JsonObject | null {
  if (isOwn(part.own)) {
    const isSealed = part.opaque !== null && part.opaque.protocol !== "openai-responses";
    return isSealed ? null : { type: "reasoning", ...part.own.fields };
  }
  if (part.opaque?.protocol !== "openai-responses" || !isJsonObject(part.opaque.value)) return null;
  return { type: "reasoning", summary: summaryOf(part.text), ...part.opaque.value };
}

/** What a client keeps for the next turn as `encrypted_content`. */
export function encryptedContentOf(opaque: Opaque): string {
  const { protocol, value } = opaque;
  const isOurs = protocol === "openai-responses" && isJsonObject(value);
  return isOurs && typeof value.encrypted_content === "string" ? value.encrypted_content : sealOpaque(opaque);
}

export function summaryOf(text: string): JsonObject[] {
  return text === "" ? [] : [{ type: "summary_text", text }];
}

function textsOf(parts: JsonObject[string] | undefined): string[] {
  if (!isJsonList(parts)) return [];
  return parts.flatMap((part) => (isJsonObject(part) && typeof part.text === "string" ? [part.text] : []));
}
