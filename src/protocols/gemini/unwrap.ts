import type { CodeAssistResponse, GenerateContentResponse } from "./wire";

/** A response as it is, or out of the envelope of Code Assist. */
export function unwrap(
  parsed: (GenerateContentResponse & CodeAssistResponse) | null | undefined,
): GenerateContentResponse {
  return parsed?.response ?? parsed ?? {};
}
