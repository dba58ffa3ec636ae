import type { Answer } from "../../answer";
import type { Call } from "../../call";
import type { ErrorFrame } from "../../script";
import { sseEvent } from "../../sse";
import { openAiError } from "../openai-error-body";
import { failedResponse } from "./response-object";

/** An error in the stream: a lone `error` event, or `response.failed` with the error inside the response. */
export function errorEvent(_call: Call, answer: Answer, error: ErrorFrame): string {
  if (error.body !== undefined) return sseEvent(error.body, error.responsesEvent);
  const { message, code, param } = openAiError(error);
  const sequence_number = error.afterEvents;
  if (error.responsesEvent === "error") {
    return sseEvent({ type: "error", sequence_number, code, message, param }, "error");
  }
  const response = failedResponse(answer, { code: code ?? "server_error", message });
  return sseEvent({ type: "response.failed", sequence_number, response }, "response.failed");
}
