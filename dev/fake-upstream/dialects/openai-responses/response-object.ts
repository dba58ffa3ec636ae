import type { Answer } from "../../answer";
import { markedId } from "../../ids";
import type { JsonObject } from "../../json";
import { ECHO_NAME } from "../../marks";
import { responseUsage } from "./response-usage";

/** The response before anything is said. */
export function startedResponse(answer: Answer): JsonObject {
  return responseObject(answer, { status: "in_progress", output: [], usage: null });
}

/** The response with all its output: `completed`, or `incomplete` when it was cut short. */
export function finishedResponse(answer: Answer, output: JsonObject[]): JsonObject {
  const reason = incompleteReason(answer);
  return responseObject(answer, {
    status: reason === null ? "completed" : "incomplete",
    completed_at: reason === null ? answer.createdAtSeconds : null,
    incomplete_details: reason === null ? null : { reason },
    output,
    usage: responseUsage(answer.usage),
  });
}

/** The response as `response.failed` has it. */
export function failedResponse(answer: Answer, error: JsonObject): JsonObject {
  return responseObject(answer, { status: "failed", error, output: [], usage: null });
}

/** Why the answer is incomplete; null when it is complete. */
export function incompleteReason(answer: Answer): string | null {
  switch (answer.stop) {
    case "end":
    case "tool":
      return null;
    case "length":
      return "max_output_tokens";
    case "filter":
      return "content_filter";
    default:
      return answer.stop;
  }
}

function responseObject(answer: Answer, state: JsonObject): JsonObject {
  return {
    id: markedId("resp_"),
    object: "response",
    created_at: answer.createdAtSeconds,
    model: answer.model,
    completed_at: null,
    error: null,
    incomplete_details: null,
    service_tier: "default",
    [ECHO_NAME]: 0,
    ...state,
  };
}
