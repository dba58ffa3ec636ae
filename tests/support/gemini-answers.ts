import { SseReader } from "@/lib/sse-reader";
import { geminiCodec } from "@/protocols/gemini/codec";
import type { AnswerFacts } from "@/protocols/ir/codec";
import type { JsonObject, JsonValue } from "@/protocols/ir/opaque";
import type { StreamPart } from "@/protocols/ir/stream-part";
import { EMPTY_REQUEST } from "./ir-requests";

export const FACTS: AnswerFacts = {
  requestId: "req_1",
  model: "asked",
  createdAt: 0,
  request: { ...EMPTY_REQUEST, wantsStream: true, wantsStreamUsage: true },
};

export const candidate = (parts: JsonValue[], more: JsonObject = {}) => ({
  candidates: [{ content: { role: "model", parts }, index: 0, ...more }],
});

/** A stream as Google sends it, in chunks of all kinds. */
export const CHUNKS: readonly JsonObject[] = [
  {
    ...candidate([{ text: "I think", thought: true }]),
    usageMetadata: { promptTokenCount: 9 },
    modelVersion: "gemini-3",
    responseId: "r",
  },
  candidate([{ text: " hard. ", thought: true }]),
  candidate([{ text: "The Straße" }]),
  candidate([{ text: " is 🙂 long." }, { text: "" }]),
  candidate([
    { functionCall: { name: "read", args: { path: "ä" } }, thoughtSignature: "Qw==" },
    { functionCall: { name: "read", args: {} } },
  ]),
  candidate([{ text: "Done" }]),
  {
    ...candidate([{ text: "", thoughtSignature: "RW5k" }], {
      finishReason: "STOP",
      groundingMetadata: { groundingChunks: [{ web: { uri: "https://a.example", title: "A" } }] },
    }),
    usageMetadata: {
      promptTokenCount: 9,
      candidatesTokenCount: 7,
      thoughtsTokenCount: 3,
      totalTokenCount: 19,
    },
  },
];

export function readStream(...pieces: readonly Uint8Array[]): StreamPart[] {
  const decoder = geminiCodec.openStreamDecoder();
  const parts: StreamPart[] = [];
  const reader = new SseReader((event) => parts.push(...decoder.push(event)));
  for (const piece of pieces) reader.feed(piece);
  return [...parts, ...decoder.finish()];
}
