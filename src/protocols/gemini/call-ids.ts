import { createHash } from "node:crypto";
import type { JsonObject } from "../ir/opaque";

/** Begins the ids the hub makes up for calls that have none; Gemini is not sent them, it never gave them. */
const MADE_UP = "call_gemini_";

const ID_LENGTH = 24;

/** The `id` of a call or result as Gemini is sent it: none where it gave none. */
export function idMember(id: string): JsonObject {
  return id.startsWith(MADE_UP) ? {} : { id };
}

/**
 * The id of a call in a conversation whose client keeps none, by its place: the conversation's beginning repeats in
 * each request, and so does the id.
 */
export function idByPlace(contentIndex: number, partIndex: number): string {
  return `${MADE_UP}${contentIndex}_${partIndex}`;
}

/** The id of the `number`th call of an answer, of which `seed` is like no other answer of the conversation. */
export function idInAnswer(seed: string, number: number): string {
  const digest = createHash("sha256").update(seed).digest("hex").slice(0, ID_LENGTH);
  return `${MADE_UP}${digest}_${number}`;
}
