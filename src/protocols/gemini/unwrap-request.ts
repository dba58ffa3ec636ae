import type { JsonObject, JsonValue } from "../ir/opaque";
import { TranslationError } from "../ir/translation-error";
import { wireObject } from "./read-wire";

/** Members under which a whole request may stand: Code Assist's envelope, and what counting takes. */
const ENVELOPES = ["request", "generateContentRequest"] as const;

/**
 * The request in a body, out of the envelope it may have. What the envelope says beside it (`project`,
 * `user_prompt_id`) concerns Google's account of the client and nobody else.
 *
 * @throws {TranslationError} `invalid_request`
 */
export function unwrapRequest(body: JsonValue): JsonObject {
  let wire = wireObject(body);
  if (!wire) throw new TranslationError("invalid_request", "the body must be a JSON object");
  for (const name of ENVELOPES) {
    if (wire.contents === undefined) wire = wireObject(wire[name]) ?? wire;
  }
  return wire;
}
