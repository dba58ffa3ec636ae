import { hasBrand } from "@/lib/branded-error";

const BRAND = Symbol.for("hub.translation-error");

/**
 * Why a translation cannot be had.
 * - invalid_request: the client's request is not one of its own protocol
 * - untranslatable: the answer would be wrong without what the target cannot express
 * - invalid_answer: what the upstream sent is no answer of its protocol
 */
export type TranslationErrorCode = "invalid_request" | "untranslatable" | "invalid_answer";

/** Thrown by codecs. The gateway turns the first two into a 400 in the client's dialect, the third into a failed attempt. */
export class TranslationError extends Error {
  override readonly name = "TranslationError";
  readonly [BRAND] = true;

  /**
   * @param message what is wrong and what to do, in English, for the person at the client
   * @param path where, as in `messages[3].content[0].source`; "" for the whole
   */
  constructor(
    readonly code: TranslationErrorCode,
    message: string,
    readonly path = "",
  ) {
    super(path === "" ? message : `${path}: ${message}`);
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    return hasBrand(value, BRAND);
  }
}
