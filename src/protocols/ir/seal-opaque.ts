import { isProtocol } from "@/domain/protocol";
import { parseJson } from "@/lib/parse-json";
import type { JsonValue, Opaque } from "./opaque";

/** Begins every seal; chosen so that no vendor's signature begins like it. */
export const SEAL_PREFIX = "cch1.";

/**
 * Stands where a client expects a signature and the content's vendor gave none, so that the hub knows the content for
 * one that passed through it. It opens to nothing.
 */
export const UNSIGNED = `${SEAL_PREFIX}unsigned`;

/** Whether a client's string is a seal, damaged ones included. */
export function isSeal(text: string): boolean {
  return text.startsWith(SEAL_PREFIX);
}

/**
 * Packs opaque content into a string that a client of another protocol keeps for the next turn: Anthropic's
 * `signature`, Responses' `encrypted_content`, Gemini's `thoughtSignature` are all fields a client must send back as
 * they came. Where the conversation returns to the content's own protocol it is unpacked and whole again.
 */
export function sealOpaque({ protocol, value }: Opaque): string {
  const bytes = Buffer.from(JSON.stringify(value));
  return `${SEAL_PREFIX}${protocol}.${bytes.toString("base64url")}`;
}

/** What a client's string holds; null for a vendor's own signature, or for a seal that was damaged. */
export function openSeal(text: string): Opaque | null {
  if (!isSeal(text)) return null;
  const [, protocol = "", packed = ""] = text.split(".");
  if (!isProtocol(protocol)) return null;
  const value = parseJson<JsonValue>(Buffer.from(packed, "base64url").toString("utf8"));
  return value === undefined ? null : { protocol, value };
}
