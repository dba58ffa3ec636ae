import type { JsonObject, JsonValue, Opaque } from "../ir/opaque";
import { PLAIN, type ReasoningPart } from "../ir/part";
import { isSeal, openSeal, sealOpaque, UNSIGNED } from "../ir/seal-opaque";
import { isJsonObject } from "./wire-reader";

/**
 * What stands behind a `signature`: another vendor's content where it is a seal of ours, else Claude's own. null where
 * the block has none (reasoning of a vendor that signs nothing).
 */
export function opaqueOfSignature(signature: JsonValue | undefined): Opaque | null {
  if (typeof signature !== "string" || signature === "") return null;
  return isSeal(signature) ? openSeal(signature) : { protocol: "anthropic", value: signature };
}

/**
 * What stands behind the `data` of redacted thinking. Claude's own keeps the block's type with it, so that it finds back
 * into the right block from clients that only keep an opaque string.
 */
export function opaqueOfRedacted(data: string): Opaque {
  return openSeal(data) ?? { protocol: "anthropic", value: { type: "redacted_thinking", data } };
}

/**
 * The `signature` for a client: Claude's own as it was, any other sealed. A block without one would be refused when the
 * client brings it back to Claude; by the hub's mark it is known for another's.
 */
export function signatureFor(opaque: Opaque | null): string {
  if (!opaque) return UNSIGNED;
  return typeof opaque.value === "string" && opaque.protocol === "anthropic"
    ? opaque.value
    : sealOpaque(opaque);
}

/** The `data` of Claude's own redacted thinking; null for any other content. */
export function redactedDataOf(opaque: Opaque | null): string | null {
  if (opaque?.protocol !== "anthropic" || !isJsonObject(opaque.value)) return null;
  const { type, data } = opaque.value;
  return type === "redacted_thinking" && typeof data === "string" ? data : null;
}

/** A block of reasoning for a client: redacted where the vendor withholds the text, else thinking. */
export function thinkingBlockFor(part: Pick<ReasoningPart, "text" | "opaque" | "isRedacted">): JsonObject {
  const data = redactedDataOf(part.opaque);
  if (data !== null) return { type: "redacted_thinking", data };
  if (part.isRedacted && part.opaque) return { type: "redacted_thinking", data: sealOpaque(part.opaque) };
  return { type: "thinking", thinking: part.text, signature: signatureFor(part.opaque) };
}

/** A block of reasoning for Claude; null where it is not Claude's, who takes back only what it signed itself. */
export function thinkingBlockForClaude(part: ReasoningPart): JsonObject | null {
  return part.opaque?.protocol === "anthropic" ? thinkingBlockFor(part) : null;
}

export function reasoningPart(text: string, opaque: Opaque | null, isRedacted = false): ReasoningPart {
  return { kind: "reasoning", text, opaque, isRedacted, ...PLAIN };
}
