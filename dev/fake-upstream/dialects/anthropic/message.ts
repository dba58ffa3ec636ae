import { type Answer, argumentsObject } from "../../answer";
import { markedId } from "../../ids";
import type { JsonObject } from "../../json";
import type { ToolCall } from "../../script";
import type { Usage } from "../../usage";
import { stopWord } from "../stop-word";

/** The message envelope: whole with content and stop reason, or as `message_start` has it, without. */
export function message(
  answer: Answer,
  filled: { content: JsonObject[]; usage: JsonObject } & Stop,
): JsonObject {
  return {
    id: markedId("msg_01"),
    type: "message",
    role: "assistant",
    model: answer.model,
    content: filled.content,
    stop_reason: filled.stop_reason,
    stop_sequence: null,
    stop_details: null,
    usage: filled.usage,
  };
}

type Stop = { stop_reason: string | null };

/** Anthropic's word for why the answer ended. */
export function stopReason(answer: Answer): string {
  return stopWord(answer.stop, {
    end: "end_turn",
    length: "max_tokens",
    tool: "tool_use",
    filter: "refusal",
  });
}

/** The usage object of a message: the prompt's buckets with the output tokens known so far. */
export function messageUsage(usage: Usage, outputTokens: number): JsonObject {
  return {
    ...cumulativeUsage(usage, outputTokens),
    cache_creation: {
      ephemeral_5m_input_tokens: usage.cacheWrite5mTokens,
      ephemeral_1h_input_tokens: usage.cacheWrite1hTokens,
    },
    service_tier: "standard",
    inference_geo: "not_available",
  };
}

/** The usage object of `message_delta`, which has totals but no split of the cache writes. */
export function cumulativeUsage(usage: Usage, outputTokens: number): JsonObject {
  const reasoning = Math.min(usage.reasoningTokens, outputTokens);
  return {
    input_tokens: usage.inputTokens,
    cache_creation_input_tokens: usage.cacheWrite5mTokens + usage.cacheWrite1hTokens,
    cache_read_input_tokens: usage.cacheReadTokens,
    output_tokens: outputTokens,
    ...(reasoning > 0 ? { output_tokens_details: { thinking_tokens: reasoning } } : {}),
  };
}

/** An opaque signature of the thinking, stable for the same text. */
export function thinkingSignature(thinking: string): string {
  return `Eq${Buffer.from(`signature of ${thinking.length}: ${thinking}`).toString("base64").slice(0, 400)}`;
}

/** A tool_use block; streams start it with an empty input. */
export function toolUseBlock(call: ToolCall, ordinal: number, input = argumentsObject(call)): JsonObject {
  return {
    type: "tool_use",
    id: call.id ?? markedId("toolu_01", ordinal),
    name: call.name,
    input,
    caller: { type: "direct" },
  };
}
