import { describe, expect, it } from "vitest";
import { NO_USAGE } from "@/domain/pricing/usage";
import { answerFacts } from "../../../tests/support/chat-answers";
import type { JsonObject, JsonValue, Opaque } from "../ir/opaque";
import { type Part, PLAIN, textPart } from "../ir/part";
import type { FunctionTool } from "../ir/request";
import type { IrResponse } from "../ir/response";
import type { StreamPart } from "../ir/stream-part";
import { openAiChatCodec } from "./codec";
import { TOOL } from "./encode-request.fixtures";

const SIGNATURE: Opaque = { protocol: "anthropic", value: "EqQBCgIYAhIk" };
const OTHER: Opaque = { protocol: "gemini", value: "CiQ" };
const USAGE = {
  ...NO_USAGE,
  inputTokens: 6,
  cacheReadTokens: 3,
  cacheWrite5mTokens: 1,
  outputTokens: 5,
  reasoningTokens: 2,
};

function thought(text: string, opaque: Opaque | null): Part {
  return { kind: "reasoning", text, opaque, isRedacted: text === "", ...PLAIN };
}

function call(id: string, opaque: Opaque | null = null): Part {
  return { kind: "tool-call", id, name: "f", form: "function", input: "", opaque, ...PLAIN };
}

function answer(...parts: Part[]): IrResponse {
  const finish = { unified: "stop" as const, raw: "end_turn", stopSequence: null };
  return { id: "msg_1", model: "claude", candidates: [{ index: 0, parts, finish }], usage: USAGE, own: null };
}

function messageOf(body: JsonObject): JsonObject {
  const { choices } = JSON.parse(JSON.stringify(body)) as { choices: [{ message: JsonObject }] };
  return choices[0].message;
}

/** The parts of the last turn of a request in which a client sends a message back. */
function sentBack(message: JsonValue): readonly Part[] {
  const body = { messages: [{ role: "user", content: "Go" }, message] };
  return openAiChatCodec.decodeRequest({ body, wantsStream: false }).value.turns.at(-1)?.parts ?? [];
}

describe("an answer of another protocol", () => {
  it("has the head, the usage and the finish of a completion", () => {
    const { value } = openAiChatCodec.encodeResponse(answer(textPart("Hi")), answerFacts());
    expect(value).toEqual({
      id: "chatcmpl-req-1",
      object: "chat.completion",
      created: 1_700_000_000,
      model: "m",
      choices: [
        {
          index: 0,
          message: { role: "assistant", content: "Hi", refusal: null },
          logprobs: null,
          finish_reason: "stop",
        },
      ],
      usage: {
        prompt_tokens: 10,
        completion_tokens: 5,
        total_tokens: 15,
        prompt_tokens_details: { cached_tokens: 3, audio_tokens: 0, cache_write_tokens: 1 },
        completion_tokens_details: {
          reasoning_tokens: 2,
          audio_tokens: 0,
          accepted_prediction_tokens: 0,
          rejected_prediction_tokens: 0,
        },
      },
    });
  });

  it("carries what vendors want back through a client that echoes it", () => {
    const parts = [
      thought("one ", SIGNATURE),
      thought("", { ...SIGNATURE, value: "redacted" }),
      thought("two", SIGNATURE),
      textPart("Yes"),
      call("c1", OTHER),
    ];
    const { value, losses } = openAiChatCodec.encodeResponse(answer(...parts), answerFacts());
    expect(losses).toEqual([]);
    expect(messageOf(value)).toMatchObject({ reasoning_content: "one two", reasoning: "one two" });
    expect(sentBack(messageOf(value))).toMatchObject([
      { kind: "reasoning", text: "one ", opaque: SIGNATURE },
      { kind: "reasoning", text: "", opaque: { protocol: "anthropic", value: "redacted" }, isRedacted: true },
      { kind: "reasoning", text: "two", opaque: SIGNATURE },
      { kind: "text", text: "Yes" },
      { kind: "tool-call", id: "c1", input: "{}", opaque: OTHER },
    ]);
  });

  it("carries it through streams as well", () => {
    const parts: StreamPart[] = [
      { kind: "start", id: null, model: null, usage: null },
      { kind: "reasoning-start", block: 0, candidate: 0, isRedacted: false },
      { kind: "reasoning-delta", block: 0, text: "one " },
      { kind: "reasoning-end", block: 0, opaque: SIGNATURE },
      { kind: "reasoning-start", block: 1, candidate: 0, isRedacted: false },
      { kind: "reasoning-delta", block: 1, text: "two" },
      { kind: "reasoning-end", block: 1, opaque: { ...SIGNATURE, value: "2" } },
      {
        kind: "tool-input-start",
        block: 2,
        candidate: 0,
        id: "c1",
        name: "f",
        form: "function",
        opaque: OTHER,
      },
      { kind: "tool-input-end", block: 2 },
    ];
    const deltas = deltasOf(parts);
    const echoed = {
      role: "assistant",
      reasoning: deltas.map(({ reasoning }) => reasoning ?? "").join(""),
      reasoning_details: deltas.flatMap(({ reasoning_details: details }) =>
        Array.isArray(details) ? details : [],
      ),
      tool_calls: [{ id: "c1", type: "function", function: { name: "f", arguments: "{}" } }],
    };
    expect(sentBack(echoed)).toMatchObject([
      { text: "one ", opaque: SIGNATURE },
      { text: "two", opaque: { protocol: "anthropic", value: "2" } },
      { kind: "tool-call", opaque: OTHER },
    ]);
  });

  it("gives a function without arguments an empty object", () => {
    const deltas = deltasOf([
      {
        kind: "tool-input-start",
        block: 0,
        candidate: 0,
        id: "c1",
        name: "f",
        form: "function",
        opaque: null,
      },
      { kind: "tool-input-end", block: 0 },
    ]);
    expect(deltas).toMatchObject([
      { role: "assistant" },
      { tool_calls: [{ index: 0, id: "c1", type: "function", function: { name: "f", arguments: "" } }] },
      { tool_calls: [{ index: 0, function: { arguments: "{}" } }] },
    ]);
  });

  it("cites where the cited text stands", () => {
    const citation = { url: "https://a.example", title: null, citedText: "x", range: null, own: null };
    const { value } = openAiChatCodec.encodeResponse(
      answer(textPart("Well. "), { ...textPart("It is so."), citations: [citation] }),
      answerFacts(),
    );
    expect(messageOf(value).annotations).toEqual([
      {
        type: "url_citation",
        url_citation: { url: "https://a.example", title: "https://a.example", start_index: 6, end_index: 15 },
      },
    ]);
  });

  it("reports what it cannot tell", () => {
    const search: Part = {
      kind: "opaque",
      what: "server_tool_use",
      opaque: { protocol: "anthropic", value: {} },
      ...PLAIN,
    };
    const { losses } = openAiChatCodec.encodeResponse(answer(search), answerFacts());
    expect(losses).toEqual([{ feature: "opaque-content", kind: "dropped", detail: "server_tool_use" }]);
  });
});

describe("a client of the form before tools", () => {
  it("gets one function_call", () => {
    const facts = answerFacts({ tools: [TOOL] });
    const finish = { unified: "tool-calls" as const, raw: "tool_use", stopSequence: null };
    const parts = [call("a"), call("b")];
    const { value, losses } = openAiChatCodec.encodeResponse(
      { ...answer(), candidates: [{ index: 0, parts, finish }] },
      facts,
    );
    expect(value.choices).toMatchObject([
      {
        message: { content: null, function_call: { name: "f", arguments: "{}" } },
        finish_reason: "function_call",
      },
    ]);
    expect(losses).toMatchObject([{ feature: "parallel-tool-calls" }]);
  });

  it("gets it in pieces", () => {
    const deltas = deltasOf(
      [
        {
          kind: "tool-input-start",
          block: 0,
          candidate: 0,
          id: "a",
          name: "f",
          form: "function",
          opaque: null,
        },
        { kind: "tool-input-delta", block: 0, text: '{"x":1}' },
        { kind: "tool-input-end", block: 0 },
      ],
      [TOOL],
    );
    expect(deltas.slice(1)).toEqual([
      { function_call: { name: "f", arguments: "" } },
      { function_call: { arguments: '{"x":1}' } },
    ]);
  });
});

describe("usage in streams", () => {
  const parts: readonly StreamPart[] = [
    { kind: "start", id: null, model: null, usage: null },
    { kind: "finish", candidate: 0, finish: { unified: "stop", raw: null, stopSequence: null } },
    { kind: "end", usage: USAGE },
  ];
  const dataFor = (wantsStreamUsage: boolean) => {
    const encoder = openAiChatCodec.openStreamEncoder(answerFacts({ wantsStreamUsage }));
    return parts.flatMap((part) => encoder.push(part).map(({ data }) => data));
  };

  it("comes in a chunk of its own to clients that asked", () => {
    const data = dataFor(true);
    expect(data.at(-1)).toBe("[DONE]");
    expect(JSON.parse(data.at(-2) ?? "")).toMatchObject({
      choices: [],
      usage: { prompt_tokens: 10, completion_tokens: 5 },
    });
    expect(JSON.parse(data.at(-3) ?? "")).toMatchObject({
      choices: [{ finish_reason: "stop" }],
      usage: null,
    });
  });

  it("is kept from clients that did not", () => {
    const data = dataFor(false);
    expect(data.join("")).not.toContain("usage");
    expect(data.at(-1)).toBe("[DONE]");
  });
});

function deltasOf(parts: readonly StreamPart[], tools: readonly FunctionTool[] = []): readonly JsonObject[] {
  const encoder = openAiChatCodec.openStreamEncoder(answerFacts({ tools }));
  return parts
    .flatMap((part) => encoder.push(part))
    .flatMap(({ data }) => (JSON.parse(data) as { choices: { delta: JsonObject }[] }).choices)
    .map(({ delta }) => delta);
}
