import type { Finish, FinishReason } from "../ir/response";

/** FinishReason and BlockedReason (ai.google.dev/api/generate-content); whatever is not listed is "other". */
const REASONS: ReadonlyMap<string, FinishReason> = new Map<string, FinishReason>([
  ["STOP", "stop"],
  ["MAX_TOKENS", "length"],
  ["SAFETY", "content-filter"],
  ["RECITATION", "content-filter"],
  ["LANGUAGE", "content-filter"],
  ["BLOCKLIST", "content-filter"],
  ["PROHIBITED_CONTENT", "content-filter"],
  ["SPII", "content-filter"],
  ["IMAGE_SAFETY", "content-filter"],
  ["IMAGE_PROHIBITED_CONTENT", "content-filter"],
  ["IMAGE_RECITATION", "content-filter"],
  ["OTHER", "other"],
  ["MALFORMED_FUNCTION_CALL", "other"],
  ["UNEXPECTED_TOOL_CALL", "other"],
  ["TOO_MANY_TOOL_CALLS", "other"],
  ["NO_IMAGE", "other"],
  ["IMAGE_OTHER", "other"],
  ["MALFORMED_RESPONSE", "other"],
]);

/** @param hasCalls whether the answer calls a function: Gemini says STOP then as well */
export function decodeFinish(raw: string | null, hasCalls: boolean): Finish {
  const reason = REASONS.get(raw ?? "") ?? "other";
  return { unified: reason === "stop" && hasCalls ? "tool-calls" : reason, raw, stopSequence: null };
}

/** Why a prompt was not answered at all. */
export function blockedFinish(blockReason: string): Finish {
  return { unified: "content-filter", raw: blockReason, stopSequence: null };
}

const WORDS: Readonly<Record<FinishReason, string>> = {
  stop: "STOP",
  "stop-sequence": "STOP",
  "tool-calls": "STOP",
  pause: "STOP",
  length: "MAX_TOKENS",
  "context-window": "MAX_TOKENS",
  "content-filter": "SAFETY",
  refusal: "SAFETY",
  other: "OTHER",
};

/** A `finishReason`; the very word where it is Gemini's own for the same thing. */
export function encodeFinish({ unified, raw }: Finish): string {
  return raw !== null && REASONS.get(raw) === unified ? raw : WORDS[unified];
}
