import { describe, expect, it } from "vitest";
import { NO_USAGE } from "@/domain/pricing/usage";
import { joinDeltas } from "../../../tests/support/chat-answers";
import type { JsonObject } from "../ir/opaque";
import type { StreamPart } from "../ir/stream-part";
import { openAiChatCodec } from "./codec";

function decode(...chunks: readonly (JsonObject | "[DONE]")[]): readonly StreamPart[] {
  const decoder = openAiChatCodec.openStreamDecoder();
  const parts = chunks.flatMap((chunk) => {
    const data = typeof chunk === "string" ? chunk : JSON.stringify(chunk);
    return [...decoder.push({ event: undefined, id: undefined, data })];
  });
  return joinDeltas([...parts, ...decoder.finish()]);
}

/** What came between the start and the end. */
function middle(...deltas: readonly JsonObject[]): readonly StreamPart[] {
  const chunks = deltas.map((delta) => ({ id: "c1", model: "m", choices: [{ index: 0, delta }] }));
  return decode(...chunks, "[DONE]").slice(1, -2);
}

const call = (index: number | null, members: JsonObject, called: JsonObject): JsonObject => ({
  tool_calls: [{ ...(index === null ? {} : { index }), ...members, function: called }],
});

const started = (block: number, id: unknown, name: string) => ({
  kind: "tool-input-start",
  block,
  candidate: 0,
  id,
  name,
  form: "function",
  opaque: null,
});
const input = (block: number, text: string) => ({ kind: "tool-input-delta", block, text });
const ended = (block: number) => ({ kind: "tool-input-end", block });

const TWO_CALLS = [
  started(0, "a", "f"),
  started(1, "b", "g"),
  input(0, '{"x":1}'),
  input(1, '{"y":2}'),
  ended(0),
  ended(1),
];

function inAnyOrder(parts: readonly unknown[]): readonly string[] {
  return parts.map((part) => JSON.stringify(part)).toSorted();
}

describe("tool calls as servers send them", () => {
  it.each<[string, readonly JsonObject[]]>([
    [
      "by the book, interleaved",
      [
        call(0, { id: "a", type: "function" }, { name: "f", arguments: "" }),
        call(1, { id: "b", type: "function" }, { name: "g", arguments: "" }),
        call(0, {}, { arguments: '{"x"' }),
        call(1, {}, { arguments: '{"y"' }),
        call(0, {}, { arguments: ":1}" }),
        call(1, {}, { arguments: ":2}" }),
      ],
    ],
    [
      "id and name in every delta",
      [
        call(0, { id: "a" }, { name: "f", arguments: '{"x"' }),
        call(0, { id: "a" }, { name: "f", arguments: ":1}" }),
        call(1, { id: "b" }, { name: "g", arguments: '{"y"' }),
        call(1, { id: "b" }, { name: "g", arguments: ":2}" }),
      ],
    ],
    [
      "index 0 for all",
      [
        call(0, { id: "a" }, { name: "f", arguments: '{"x":1}' }),
        call(0, { id: "b" }, { name: "g", arguments: '{"y":2}' }),
      ],
    ],
    [
      "no index",
      [
        call(null, { id: "a" }, { name: "f", arguments: '{"x":' }),
        call(null, {}, { arguments: "1}" }),
        call(null, { id: "b" }, { name: "g", arguments: '{"y":2}' }),
      ],
    ],
    [
      "arguments before the name",
      [
        call(0, { id: "a" }, { arguments: '{"x"' }),
        call(0, {}, { name: "f", arguments: ":1}" }),
        call(1, { id: "b", type: "function" }, { name: "g", arguments: '{"y":2}' }),
      ],
    ],
    [
      "arguments as an object",
      [
        call(0, { id: "a" }, { name: "f", arguments: { x: 1 } }),
        call(1, { id: "b" }, { name: "g", arguments: { y: 2 } }),
      ],
    ],
    [
      "both in one delta",
      [
        {
          tool_calls: [
            { index: 0, id: "a", function: { name: "f", arguments: '{"x":1}' } },
            { index: 1, id: "b", function: { name: "g", arguments: '{"y":2}' } },
          ],
        },
      ],
    ],
  ])("%s", (_name, deltas) => {
    expect(inAnyOrder(middle(...deltas))).toEqual(inAnyOrder(TWO_CALLS));
  });

  it("makes up missing ids, the same ones each time", () => {
    const deltas = [call(0, {}, { name: "f", arguments: "{}" }), call(1, {}, { name: "f", arguments: "{}" })];
    const ids = middle(...deltas).flatMap((part) => (part.kind === "tool-input-start" ? [part.id] : []));
    expect(new Set(ids).size).toBe(2);
    expect(middle(...deltas)).toEqual(middle(...deltas));
  });

  it("reads the legacy form", () => {
    const parts = decode(
      {
        id: "c",
        choices: [
          { delta: { role: "assistant", content: null, function_call: { name: "f", arguments: "" } } },
        ],
      },
      {
        id: "c",
        choices: [{ delta: { function_call: { arguments: "{}" } }, finish_reason: "function_call" }],
      },
      "[DONE]",
    );
    expect(parts.slice(1, -1)).toEqual([
      started(0, expect.stringMatching(/^call_/), "f"),
      input(0, "{}"),
      ended(0),
      {
        kind: "finish",
        candidate: 0,
        finish: { unified: "tool-calls", raw: "function_call", stopSequence: null },
      },
    ]);
  });

  it("takes stop behind calls for calls", () => {
    const parts = decode(
      { choices: [{ delta: call(0, { id: "a" }, { name: "f", arguments: "{}" }), finish_reason: "stop" }] },
      "[DONE]",
    );
    expect(parts.at(-2)).toMatchObject({ finish: { unified: "tool-calls", raw: "stop" } });
  });
});

describe("habits of compatible servers", () => {
  it("says nothing for empty deltas and roles", () => {
    expect(
      middle(
        { role: "assistant" },
        {},
        { content: null },
        { content: "" },
        { role: "assistant", content: null },
      ),
    ).toEqual([]);
  });

  it("takes content, finish and usage from one chunk", () => {
    const usage = {
      prompt_tokens: 10,
      completion_tokens: 2,
      total_tokens: 12,
      prompt_tokens_details: { cached_tokens: 4 },
    };
    const parts = decode(
      {
        id: "c",
        model: "m",
        choices: [{ index: 0, delta: { content: "Hi" }, finish_reason: "stop" }],
        usage,
      },
      "[DONE]",
    );
    expect(parts).toEqual([
      { kind: "start", id: "c", model: "m", usage: null },
      { kind: "text-start", block: 0, candidate: 0 },
      { kind: "text-delta", block: 0, text: "Hi" },
      { kind: "text-end", block: 0, own: null },
      { kind: "finish", candidate: 0, finish: { unified: "stop", raw: "stop", stopSequence: null } },
      { kind: "end", usage: { ...NO_USAGE, inputTokens: 6, cacheReadTokens: 4, outputTokens: 2 } },
    ]);
  });

  it("takes the usage from behind the finish, and from inside a choice", () => {
    const usage = { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 };
    const content = { choices: [{ delta: { content: "x" }, finish_reason: "stop" }] };
    const behind = decode(content, { choices: [], usage }, "[DONE]");
    const inside = decode({ choices: [{ delta: { content: "x" }, finish_reason: "stop", usage }] }, "[DONE]");
    expect(behind.at(-1)).toEqual({ kind: "end", usage: { ...NO_USAGE, inputTokens: 1, outputTokens: 2 } });
    expect(inside.at(-1)).toEqual(behind.at(-1));
  });

  it("opens with Azure's chunk about content filters", () => {
    const parts = decode(
      { id: "", model: "", choices: [], prompt_filter_results: [] },
      { id: "c", model: "m", choices: [{ delta: { content: "x" } }] },
      "[DONE]",
    );
    expect(parts[0]).toEqual({ kind: "start", id: "c", model: "m", usage: null });
  });

  it("reads reasoning by either name, and what the vendor wants back of it", () => {
    const parts = middle(
      { reasoning_content: "I ", reasoning: "I " },
      { reasoning: "think", reasoning_details: [{ type: "reasoning.text", index: 0, text: "I think" }] },
      { reasoning_details: [{ type: "reasoning.text", index: 0, text: "", signature: "s" }] },
      { content: "Yes" },
    );
    expect(parts.slice(0, 3)).toEqual([
      { kind: "reasoning-start", block: 0, candidate: 0, isRedacted: false },
      { kind: "reasoning-delta", block: 0, text: "I think" },
      {
        kind: "reasoning-end",
        block: 0,
        opaque: {
          protocol: "openai-chat",
          value: [{ type: "reasoning.text", index: 0, text: "I think", signature: "s" }],
        },
      },
    ]);
  });

  it("reads Mistral's lists of parts", () => {
    const thinking = { type: "thinking", thinking: [{ type: "text", text: "hm" }] };
    const parts = middle({ content: [thinking] }, { content: [{ type: "text", text: "Yes" }] });
    expect(parts.map(({ kind }) => kind)).toEqual([
      "reasoning-start",
      "reasoning-delta",
      "reasoning-end",
      "text-start",
      "text-delta",
      "text-end",
    ]);
  });

  it("reads images", () => {
    const image = { type: "image_url", image_url: { url: "data:image/png;base64,aGk=" } };
    expect(middle({ images: [image] })).toEqual([
      { kind: "media", block: 0, candidate: 0, mediaType: "image/png", data: "aGk=" },
    ]);
  });

  it("keeps candidates apart", () => {
    const parts = decode(
      {
        choices: [
          { index: 1, delta: { content: "b" } },
          { index: 0, delta: { content: "a" } },
        ],
      },
      {
        choices: [
          { index: 0, delta: {}, finish_reason: "stop" },
          { index: 1, delta: {}, finish_reason: "length" },
        ],
      },
      "[DONE]",
    );
    expect(parts.filter(({ kind }) => kind === "finish")).toMatchObject([
      { candidate: 0, finish: { unified: "stop" } },
      { candidate: 1, finish: { unified: "length" } },
    ]);
  });

  it("tells nothing twice behind the end", () => {
    const decoder = openAiChatCodec.openStreamDecoder();
    decoder.push({ event: undefined, id: undefined, data: '{"choices":[{"delta":{"content":"x"}}]}' });
    expect(decoder.push({ event: undefined, id: undefined, data: "[DONE]" }).at(-1)?.kind).toBe("end");
    expect(decoder.push({ event: undefined, id: undefined, data: "[DONE]" })).toEqual([]);
    expect(decoder.finish()).toEqual([]);
  });
});
