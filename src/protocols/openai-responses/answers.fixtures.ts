import { NO_USAGE } from "@/domain/pricing/usage";
import type { AnswerFacts, OutgoingEvent } from "../ir/codec";
import { type Part, PLAIN, type ReasoningPart } from "../ir/part";
import type { Finish, FinishReason, IrResponse } from "../ir/response";
import type { StreamPart } from "../ir/stream-part";
import { openAiResponsesCodec as codec } from "./codec";

const REQUEST = codec.decodeRequest({
  wantsStream: true,
  body: {
    model: "claude-opus-4-5",
    input: "hi",
    instructions: "Be brief.",
    tools: [
      { type: "function", name: "f", strict: false, parameters: { type: "object", properties: {} } },
      {
        type: "namespace",
        name: "agents",
        description: "n",
        tools: [{ type: "function", name: "spawn", strict: false, parameters: { type: "object" } }],
      },
      { type: "custom", name: "patch" },
    ],
  },
}).value;

export const FACTS: AnswerFacts = {
  requestId: "0199-abc",
  model: "claude-opus-4-5",
  createdAt: 1_764_000_000,
  request: REQUEST,
};

export function finish(unified: FinishReason): Finish {
  return { unified, raw: null, stopSequence: null };
}

export function answer(parts: readonly Part[], unified: FinishReason = "stop"): IrResponse {
  const usage = { ...NO_USAGE, inputTokens: 5, cacheReadTokens: 3, outputTokens: 7, reasoningTokens: 2 };
  return {
    id: "up_1",
    model: "up",
    candidates: [{ index: 0, parts, finish: finish(unified) }],
    usage,
    own: null,
  };
}

export function encodeStream(parts: readonly StreamPart[]): { events: OutgoingEvent[]; text: string } {
  const encoder = codec.openStreamEncoder(FACTS);
  const events = parts.flatMap((part) => encoder.push(part));
  return { events, text: events.map(({ event, data }) => `event: ${event}\ndata: ${data}\n\n`).join("") };
}

export function reasoning(text: string, opaque: ReasoningPart["opaque"]): ReasoningPart {
  return {
    kind: "reasoning",
    text,
    opaque,
    isRedacted: text === "" && opaque?.protocol === "anthropic",
    ...PLAIN,
  };
}
