import { createHash } from "node:crypto";

/** Begins the ids the hub makes up for calls that have none; Gemini is not sent them, it never gave them. */
const MADE_UP = "call_gemini_";

const ID_LENGTH = 24;

/** Whether an id was made up here. */
export function isMadeUpId(id: string): boolean {
  return id.startsWith(MADE_UP);
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
