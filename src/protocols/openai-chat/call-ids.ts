import { createHash } from "node:crypto";

/** The API's cap on the id of a call. */
const MAX_CALL_ID = 40;
const DIGEST_LENGTH = 24;

/** A call's id as the API takes it: the same one for the same call, in every turn. */
export function wireCallId(id: string): string {
  return id.length <= MAX_CALL_ID ? id : `call_${digest(id)}`;
}

/**
 * An id for a call that has none.
 *
 * @param seed what tells the answer or message from all others; the same seed gives the same id
 */
export function madeUpCallId(...seed: readonly (string | number)[]): string {
  return `call_${digest(seed.join("\n"))}`;
}

/** A short name for a long text, the same one each time. */
export function digest(text: string, length = DIGEST_LENGTH): string {
  return createHash("sha256").update(text).digest("hex").slice(0, length);
}
