import { type Answer, argumentsText } from "../../answer";
import type { Call } from "../../call";
import type { Frame } from "../../frame";
import type { JsonObject } from "../../json";
import type { ToolCall } from "../../script";
import { sseEvent } from "../../sse";
import {
  cumulativeUsage,
  message,
  messageUsage,
  stopReason,
  thinkingSignature,
  toolUseBlock,
} from "./message";

/**
 * The event stream of `POST /v1/messages`.
 * @see https://docs.anthropic.com/en/api/messages-streaming
 */
export function* eventFrames(_call: Call, answer: Answer): Generator<Frame> {
  yield opening(answer);
  let index = 0;
  for (const block of blocks(answer)) {
    yield event("content_block_start", { index, content_block: block.start });
    // The API sends its ping between the first block's start and its first delta.
    if (index === 0) yield event("ping", {});
    for (const delta of block.deltas) yield event("content_block_delta", { index, delta });
    yield event("content_block_stop", { index });
    index += 1;
  }
  yield* closing(answer);
}

type Block = { readonly start: JsonObject; readonly deltas: Iterable<JsonObject> };

function* blocks(answer: Answer): Generator<Block> {
  if (answer.thinking !== "") {
    yield { start: { type: "thinking", thinking: "", signature: "" }, deltas: thinkingDeltas(answer) };
  }
  if (answer.text !== "") yield { start: { type: "text", text: "" }, deltas: textDeltas(answer) };
  for (const [ordinal, call] of answer.toolCalls.entries()) {
    yield { start: toolUseBlock(call, ordinal, {}), deltas: inputDeltas(answer, call) };
  }
}

function opening(answer: Answer): Frame {
  // The API counts one output token at the start; the rest comes with message_delta.
  const outputTokens = Math.min(1, answer.usage.outputTokens);
  const usage = { ...answer.usage, outputTokens, reasoningTokens: 0 };
  const started = message(answer, {
    content: [],
    usage: messageUsage(usage, outputTokens),
    stop_reason: null,
  });
  return { ...event("message_start", { message: started }), phase: "opening", usage };
}

function* closing(answer: Answer): Generator<Frame> {
  const delta = { stop_reason: stopReason(answer), stop_sequence: null, stop_details: null };
  const usage = cumulativeUsage(answer.usage, answer.usage.outputTokens);
  yield { ...event("message_delta", { delta, usage }), phase: "closing", usage: answer.usage };
  yield { ...event("message_stop", {}), phase: "closing", terminal: true };
}

function* thinkingDeltas(answer: Answer): Generator<JsonObject> {
  for (const thinking of answer.deltas(answer.thinking)) yield { type: "thinking_delta", thinking };
  yield { type: "signature_delta", signature: thinkingSignature(answer.thinking) };
}

function* textDeltas(answer: Answer): Generator<JsonObject> {
  for (const text of answer.textDeltas()) yield { type: "text_delta", text };
}

function* inputDeltas(answer: Answer, call: ToolCall): Generator<JsonObject> {
  // Real streams begin a tool's input with an empty delta.
  yield { type: "input_json_delta", partial_json: "" };
  const json = typeof call.input === "string" ? JSON.stringify({ input: call.input }) : argumentsText(call);
  for (const partial_json of answer.deltas(json)) yield { type: "input_json_delta", partial_json };
}

function event(type: string, fields: JsonObject): Frame {
  return { text: sseEvent({ type, ...fields }, type), phase: "content" };
}
