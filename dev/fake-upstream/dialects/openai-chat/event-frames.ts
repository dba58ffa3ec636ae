import { type Answer, argumentsText } from "../../answer";
import type { Call } from "../../call";
import type { Frame } from "../../frame";
import type { JsonObject } from "../../json";
import type { ToolCall } from "../../script";
import { sseEvent } from "../../sse";
import { takeTurns } from "../take-turns";
import { chunk, completionHead, wantsUsage } from "./chunk";
import { completionUsage } from "./completion-usage";
import { finishReason } from "./finish-reason";
import { toolCall, toolCallPart } from "./tool-call";

/**
 * The event stream of `POST /v1/chat/completions`: deltas, finish reason, usage if asked for, `[DONE]`.
 * @see https://platform.openai.com/docs/api-reference/chat-streaming
 */
export function* eventFrames(call: Call, answer: Answer): Generator<Frame> {
  const startsWithCall = answer.text === "" && answer.toolCalls.length > 0;
  const first = { role: "assistant", content: startsWithCall ? null : "", refusal: null };
  yield { text: sseEvent(chunk(call, answer, { delta: first })), phase: "opening" };
  for (const delta of deltas(answer)) {
    yield { text: sseEvent(chunk(call, answer, { delta })), phase: "content" };
  }
  const last = chunk(call, answer, { delta: {}, finish_reason: finishReason(answer) });
  yield { text: sseEvent(last), phase: "closing" };
  if (wantsUsage(call)) yield usageFrame(answer);
  yield { text: "data: [DONE]\n\n", phase: "closing", terminal: true };
}

function usageFrame(answer: Answer): Frame {
  const head = completionHead(answer, "chat.completion.chunk");
  const data = { ...head, choices: [], usage: completionUsage(answer.usage) };
  return { text: sseEvent(data), phase: "closing", usage: answer.usage };
}

function* deltas(answer: Answer): Generator<JsonObject> {
  for (const reasoning_content of answer.deltas(answer.thinking)) yield { reasoning_content };
  for (const content of answer.textDeltas()) yield { content };
  const calls = answer.toolCalls.map((call, index) => toolCallDeltas(answer, call, index));
  yield* takeTurns(calls, answer.interleaveToolCalls);
}

function* toolCallDeltas(answer: Answer, call: ToolCall, index: number): Generator<JsonObject> {
  yield { tool_calls: [{ index, ...toolCall(call, index, "") }] };
  for (const text of answer.deltas(argumentsText(call))) {
    yield { tool_calls: [{ index, ...toolCallPart(call, text) }] };
  }
}
