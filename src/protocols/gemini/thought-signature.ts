import type { JsonValue, Opaque } from "../ir/opaque";
import { openSeal, sealOpaque } from "../ir/seal-opaque";

/** Google's word for "this call has no signature, do not ask for one" (ai.google.dev/gemini-api/docs/thought-signatures). */
export const NO_SIGNATURE = "skip_thought_signature_validator";

/** Values that say there is none. */
const PLACEHOLDERS: ReadonlySet<string> = new Set(["", NO_SIGNATURE, "context_engineering_is_the_way_to_go"]);

/** What a `thoughtSignature` holds: another protocol's content under seal, or Gemini's own; null for none. */
export function openSignature(value: JsonValue | undefined): Opaque | null {
  if (typeof value !== "string" || PLACEHOLDERS.has(value)) return null;
  return openSeal(value) ?? { protocol: "gemini", value };
}

/** The `thoughtSignature` that Gemini gave; null for what is another protocol's. */
export function ownSignature(opaque: Opaque | null): string | null {
  return opaque?.protocol === "gemini" && typeof opaque.value === "string" ? opaque.value : null;
}

/** The text a Gemini client keeps for `opaque`: Gemini's signature as it is, anything else sealed. */
export function signatureFor(opaque: Opaque): string {
  return ownSignature(opaque) ?? sealOpaque(opaque);
}
