import { MessageStream } from "@anthropic-ai/sdk/lib/MessageStream";
import { expect, it } from "vitest";
import { NO_USAGE } from "@/domain/pricing/usage";
import type { Opaque } from "../ir/opaque";
import { sealOpaque } from "../ir/seal-opaque";
import type { StreamPart } from "../ir/stream-part";
import { anthropicCodec } from "./codec";
import { BARE_REQUEST } from "./test-support";

const SIGNATURE: Opaque = { protocol: "gemini", value: "CsQB" };
const call = (block: number, opaque: Opaque | null): StreamPart => ({
  kind: "tool-input-start",
  block,
  candidate: 0,
  id: `call_${block}`,
  name: "f",
  form: "function",
  opaque,
});
const input = (block: number, text: string): StreamPart => ({ kind: "tool-input-delta", block, text });

/** As an upstream with interleaved calls sends it. */
const PARTS: readonly StreamPart[] = [
  { kind: "start", id: null, model: null, usage: null },
  { kind: "reasoning-start", block: 0, candidate: 0, isRedacted: false },
  { kind: "reasoning-delta", block: 0, text: "hm" },
  { kind: "reasoning-end", block: 0, opaque: { protocol: "openai-responses", value: { id: "rs_1" } } },
  { kind: "text-start", block: 1, candidate: 0 },
  { kind: "text-delta", block: 1, text: "Let me " },
  { kind: "text-delta", block: 1, text: "look. 😀" },
  { kind: "text-end", block: 1, own: null },
  call(2, SIGNATURE),
  call(3, null),
  input(2, '{"a"'),
  input(3, '{"b":'),
  input(2, ":1}"),
  input(3, "[2]}"),
  { kind: "tool-input-end", block: 2 },
  { kind: "tool-input-end", block: 3 },
  call(4, null),
  { kind: "tool-input-end", block: 4 },
  { kind: "finish", candidate: 0, finish: { unified: "tool-calls", raw: "tool_calls", stopSequence: null } },
  { kind: "end", usage: { ...NO_USAGE, inputTokens: 10, cacheReadTokens: 5, outputTokens: 7 } },
];

it("the official SDK reads a translated stream", async () => {
  const facts = { requestId: "0193", model: "gpt-5", createdAt: 0, request: BARE_REQUEST };
  const encoder = anthropicCodec.openStreamEncoder(facts);
  const lines = PARTS.flatMap((part) => encoder.push(part)).map(({ data }) => `${data}\n`);
  const body = new Response(lines.join("")).body;
  if (!body) throw new Error("no body");
  const message = await MessageStream.fromReadableStream(body).finalMessage();
  const openAi: Opaque = { protocol: "openai-responses", value: { id: "rs_1" } };
  expect(message).toMatchObject({
    id: "msg_0193",
    model: "gpt-5",
    role: "assistant",
    stop_reason: "tool_use",
    usage: { input_tokens: 10, cache_read_input_tokens: 5, output_tokens: 7 },
  });
  expect(JSON.parse(JSON.stringify(message.content))).toEqual([
    { type: "thinking", thinking: "hm", signature: sealOpaque(openAi) },
    { type: "text", text: "Let me look. 😀" },
    { type: "thinking", thinking: "", signature: sealOpaque(SIGNATURE) },
    { type: "tool_use", id: "call_2", name: "f", input: { a: 1 } },
    { type: "tool_use", id: "call_3", name: "f", input: { b: [2] } },
    { type: "tool_use", id: "call_4", name: "f", input: {} },
  ]);
});
