import { describe, expect, it } from "vitest";
import type { AnswerFacts } from "../ir/codec";
import type { JsonObject, JsonValue } from "../ir/opaque";
import { type Part, PLAIN, textPart } from "../ir/part";
import type { FinishReason, IrResponse } from "../ir/response";
import { sealOpaque } from "../ir/seal-opaque";
import type { StreamPart } from "../ir/stream-part";
import { anthropicCodec } from "./codec";
import { BARE_REQUEST } from "./test-support";

const FACTS: AnswerFacts = { requestId: "0193", model: "gpt-5", createdAt: 0, request: BARE_REQUEST };

const SIGNATURE = { protocol: "gemini", value: "CsQB" } as const;
const SEAL = sealOpaque(SIGNATURE);

function answer(parts: readonly Part[], unified: FinishReason = "stop"): IrResponse {
  const finish = { unified, raw: "x", stopSequence: null };
  return { id: "resp_1", model: "up", candidates: [{ index: 0, parts, finish }], usage: null, own: null };
}

function encode(response: IrResponse) {
  const { value, losses } = anthropicCodec.encodeResponse(response, FACTS);
  return { ...value, lost: losses.map(({ feature }) => feature) } as JsonObject;
}

function stream(...parts: readonly StreamPart[]) {
  const encoder = anthropicCodec.openStreamEncoder(FACTS);
  const events = parts.flatMap((part) => encoder.push(part));
  return {
    events: events.map(({ event, data }) => {
      const body = JSON.parse(data) as { type: JsonValue };
      expect(body.type).toBe(event);
      return body;
    }),
    lost: encoder.losses.map(({ feature }) => feature),
  };
}

const call: Part = {
  kind: "tool-call",
  id: "call_1",
  name: "f",
  form: "function",
  input: '{"a":1}',
  opaque: SIGNATURE,
  ...PLAIN,
};
const image: Part = {
  kind: "media",
  mediaType: "image/png",
  source: { kind: "base64", data: "AA" },
  name: null,
  detail: null,
  ...PLAIN,
};

describe("an answer of another protocol", () => {
  it("is a message with an id and a model of the client's", () => {
    expect(encode(answer([textPart("hi")]))).toEqual({
      id: "msg_0193",
      type: "message",
      role: "assistant",
      model: "gpt-5",
      content: [{ type: "text", text: "hi" }],
      stop_reason: "end_turn",
      stop_sequence: null,
      usage: { input_tokens: 0, output_tokens: 0 },
      lost: [],
    });
  });

  it("keeps a signature of Gemini's in a thought before the call, and has the client call", () => {
    expect(encode(answer([call]))).toMatchObject({
      content: [
        { type: "thinking", thinking: "", signature: SEAL },
        { type: "tool_use", id: "call_1", name: "f", input: { a: 1 } },
      ],
      stop_reason: "tool_use",
    });
  });

  it("brings the seal back in the next request", () => {
    const { content } = encode(answer([call]));
    const result = { type: "tool_result", tool_use_id: "call_1" };
    const body = {
      messages: [
        { role: "assistant", content: content ?? [] },
        { role: "user", content: [result] },
      ],
    };
    const { value } = anthropicCodec.decodeRequest({ body, wantsStream: false });
    expect(value.turns[0]?.parts).toMatchObject([
      { kind: "reasoning", text: "", opaque: SIGNATURE },
      { kind: "tool-call", id: "call_1", name: "f", input: '{"a":1}' },
    ]);
    expect(value.turns[1]?.parts).toMatchObject([{ kind: "tool-result", callId: "call_1", name: "f" }]);
  });

  it("leaves out what is empty, and tells what is lost", () => {
    const citation = { url: "https://x.test", title: null, citedText: null, range: null, own: null };
    const foreign: Part = {
      kind: "opaque",
      what: "web_search_call",
      opaque: { protocol: "openai-responses", value: {} },
      ...PLAIN,
    };
    const empty: Part = { kind: "reasoning", text: "", opaque: null, isRedacted: false, ...PLAIN };
    const cited = { ...textPart("x"), citations: [citation] };
    expect(encode(answer([empty, textPart(""), image, foreign, cited]))).toMatchObject({
      content: [{ type: "text", text: "x" }],
      lost: ["media", "opaque-content", "citations"],
    });
  });

  it("has one candidate", () => {
    const response = answer([textPart("a")]);
    const second = {
      index: 1,
      parts: [textPart("b")],
      finish: { unified: "stop", raw: null, stopSequence: null },
    };
    const both = { ...response, candidates: [...response.candidates, second] } as IrResponse;
    expect(encode(both)).toMatchObject({ content: [{ text: "a" }], lost: ["multiple-candidates"] });
  });

  it.each<[FinishReason, readonly Part[], string]>([
    ["length", [textPart("a")], "max_tokens"],
    ["content-filter", [], "refusal"],
    ["stop", [{ kind: "refusal", text: "no", ...PLAIN }], "refusal"],
    ["tool-calls", [textPart("a")], "end_turn"],
    ["other", [call], "tool_use"],
    ["length", [{ ...call, input: '{"a":' } as Part], "max_tokens"],
  ])("that ends by %s", (unified, parts, stopReason) => {
    expect(encode(answer(parts, unified)).stop_reason).toBe(stopReason);
  });

  it("with a broken call is none", () => {
    expect(() => encode(answer([{ ...call, input: '{"a":' } as Part]))).toThrow(
      expect.objectContaining({ code: "invalid_answer" }),
    );
  });
});

describe("a stream of another protocol", () => {
  const start: StreamPart = { kind: "start", id: null, model: null, usage: null };
  const end: StreamPart = { kind: "end", usage: null };
  const toolStart = (block: number, opaque: typeof SIGNATURE | null = null): StreamPart => ({
    kind: "tool-input-start",
    block,
    candidate: 0,
    id: `c${block}`,
    name: "f",
    form: "function",
    opaque,
  });
  const finish: StreamPart = {
    kind: "finish",
    candidate: 0,
    finish: { unified: "stop", raw: null, stopSequence: null },
  };

  it("has one block open at a time, however the calls interleave", () => {
    const { events } = stream(
      start,
      toolStart(0),
      toolStart(1, SIGNATURE),
      { kind: "tool-input-delta", block: 1, text: "{}" },
      { kind: "tool-input-delta", block: 0, text: "[]" },
      { kind: "tool-input-end", block: 0 },
      { kind: "tool-input-end", block: 1 },
      finish,
      end,
    );
    expect(events.map(({ type }) => type)).toEqual([
      "message_start",
      ...["start", "delta", "stop", "start", "delta", "stop", "start", "delta", "stop"].map(
        (what) => `content_block_${what}`,
      ),
      "message_delta",
      "message_stop",
    ]);
    expect(events.flatMap((event) => ("index" in event ? [event.index] : []))).toEqual([
      0, 0, 0, 1, 1, 1, 2, 2, 2,
    ]);
    expect(events[5]).toMatchObject({ delta: { type: "signature_delta", signature: SEAL } });
    expect(events.at(-2)).toMatchObject({ delta: { stop_reason: "tool_use" } });
  });

  it("leaves out other candidates, empty texts and media", () => {
    const { events, lost } = stream(
      start,
      { kind: "text-start", block: 0, candidate: 1 },
      { kind: "text-start", block: 1, candidate: 0 },
      { kind: "text-delta", block: 0, text: "no" },
      { kind: "text-end", block: 0, own: null },
      { kind: "text-end", block: 1, own: null },
      { kind: "media", block: 2, candidate: 0, mediaType: "image/png", data: "AA" },
      { kind: "reasoning-start", block: 3, candidate: 0, isRedacted: false },
      { kind: "reasoning-end", block: 3, opaque: null },
      finish,
      end,
    );
    expect(events.map(({ type }) => type)).toEqual(["message_start", "message_delta", "message_stop"]);
    expect(events[0]).toMatchObject({ message: { id: "msg_0193", model: "gpt-5", content: [] } });
    expect(events[1]).toMatchObject({ delta: { stop_reason: "end_turn" } });
    expect(lost).toEqual(["multiple-candidates", "media"]);
  });

  it("writes free text for a tool as JSON, and a refusal as one", () => {
    const { events } = stream(
      start,
      { kind: "refusal-start", block: 0, candidate: 0 },
      { kind: "refusal-delta", block: 0, text: "no" },
      { kind: "refusal-end", block: 0 },
      finish,
      end,
    );
    expect(events.at(-2)).toMatchObject({ delta: { stop_reason: "refusal" } });
    const custom = stream(
      start,
      { ...toolStart(0), form: "custom" } as StreamPart,
      { kind: "tool-input-delta", block: 0, text: 'a"' },
      { kind: "tool-input-end", block: 0 },
    );
    const json = custom.events.flatMap((event) => ("delta" in event ? [event.delta as JsonObject] : []));
    expect(json.map(({ partial_json }) => partial_json).join("")).toBe('{"input":"a\\""}');
  });

  it("refuses parts that make no sense", () => {
    expect(() => stream(start, { kind: "text-end", block: 4, own: null })).toThrow(
      expect.objectContaining({ code: "invalid_answer" }),
    );
  });
});
