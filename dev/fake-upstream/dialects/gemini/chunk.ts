import { type Answer, argumentsObject } from "../../answer";
import type { JsonObject } from "../../json";
import { SEED_MARK } from "../../marks";
import type { ToolCall } from "../../script";
import { stopWord } from "../stop-word";
import { startUsageMetadata, usageMetadata } from "./usage-metadata";

/** A GenerateContentResponse with the given parts; the last of a stream (and the only one) says why it ended. */
export function chunk(answer: Answer, parts: JsonObject[], isLast: boolean): JsonObject {
  const finish = isLast ? { finishReason: finishReason(answer) } : {};
  return {
    candidates: [{ content: { parts, role: "model" }, ...finish, index: 0 }],
    usageMetadata: isLast ? usageMetadata(answer.usage) : startUsageMetadata(answer.usage),
    modelVersion: answer.model,
    responseId: SEED_MARK,
  };
}

/** A chunk that says nothing. */
export function emptyChunk(answer: Answer): JsonObject {
  return chunk(answer, [{ text: "" }], false);
}

/** A part with a thought summary. */
export function thoughtPart(text: string): JsonObject {
  return { text, thought: true };
}

/**
 * The parts of the tool calls. An id is only there when the script has one: the API may leave it out, and clients
 * then match results by order. The first call carries the signature of the thinking.
 */
export function functionCallParts(answer: Answer): JsonObject[] {
  return answer.toolCalls.map((call, index) => ({
    functionCall: functionCall(call),
    ...(index === 0 && answer.thinking !== "" ? { thoughtSignature: thoughtSignature(answer) } : {}),
  }));
}

/** An opaque signature of the thinking, stable for the same text. */
export function thoughtSignature(answer: Answer): string {
  const { thinking } = answer;
  return `Cq${Buffer.from(`signature of ${thinking.length}: ${thinking}`).toString("base64").slice(0, 400)}`;
}

function functionCall(call: ToolCall): JsonObject {
  const id = call.id === undefined ? {} : { id: call.id };
  return { ...id, name: call.name, args: argumentsObject(call) };
}

function finishReason(answer: Answer): string {
  return stopWord(answer.stop, { end: "STOP", length: "MAX_TOKENS", tool: "STOP", filter: "SAFETY" });
}
