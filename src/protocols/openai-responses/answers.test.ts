import { readFileSync } from "node:fs";
import OpenAI from "openai";
import { describe, expect, it } from "vitest";
import { NO_USAGE } from "@/domain/pricing/usage";
import { type SseEvent, SseReader } from "@/lib/sse-reader";
import { type Random, seededRandom } from "../../../dev/seeded-random";
import { EMPTY_REQUEST } from "../../../tests/support/ir-requests";
import { streamOfResponse } from "../../../tests/support/stream-of-response";
import type { AnswerFacts, OutgoingEvent } from "../ir/codec";
import type { JsonObject, JsonValue, Opaque } from "../ir/opaque";
import { type Part, PLAIN, type ReasoningPart, textPart } from "../ir/part";
import type { Finish, FinishReason, IrResponse } from "../ir/response";
import { openSeal } from "../ir/seal-opaque";
import type { StreamPart } from "../ir/stream-part";
import { TranslationError } from "../ir/translation-error";
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

const FACTS: AnswerFacts = {
  requestId: "0199-abc",
  model: "claude-opus-4-5",
  createdAt: 1_764_000_000,
  request: REQUEST,
};

const RECORDED = readFileSync(
  `${import.meta.dirname}/../../../tests/fixtures/openai-responses/tools-and-text.sse`,
);

function finish(unified: FinishReason): Finish {
  return { unified, raw: null, stopSequence: null };
}

function answer(parts: readonly Part[], unified: FinishReason = "stop"): IrResponse {
  const usage = { ...NO_USAGE, inputTokens: 5, cacheReadTokens: 3, outputTokens: 7, reasoningTokens: 2 };
  return {
    id: "up_1",
    model: "up",
    candidates: [{ index: 0, parts, finish: finish(unified) }],
    usage,
    own: null,
  };
}

function encodeStream(parts: readonly StreamPart[]): { events: OutgoingEvent[]; text: string } {
  const encoder = codec.openStreamEncoder(FACTS);
  const events = parts.flatMap((part) => encoder.push(part));
  return { events, text: events.map(({ event, data }) => `event: ${event}\ndata: ${data}\n\n`).join("") };
}

function decodeStream(chunks: readonly Uint8Array[]): StreamPart[] {
  const decoder = codec.openStreamDecoder();
  const parts: StreamPart[] = [];
  const reader = new SseReader((event) => parts.push(...decoder.push(event)));
  for (const chunk of chunks) reader.feed(chunk);
  return [...parts, ...decoder.finish()];
}

/** The blocks of a stream with their texts whole. */
function collect(parts: readonly StreamPart[]): JsonObject[] {
  const blocks = new Map<number, Record<string, JsonValue>>();
  for (const part of parts) {
    if (!("block" in part)) continue;
    const { kind, block, ...members } = part;
    const found = blocks.get(block) ?? { kind: kind.replace(/-start$/, ""), text: "" };
    blocks.set(block, found);
    if ("text" in members) found.text = String(found.text) + members.text;
    else if ("citation" in members) found.citation = members.citation.url;
    else Object.assign(found, members);
  }
  return [...blocks.values()];
}

/** What an encoder of this protocol may rightly change. */
function canonical(parts: readonly Part[]): unknown[] {
  return parts.flatMap((part): unknown[] => {
    const own = null;
    switch (part.kind) {
      case "text":
        return [{ ...part, own, citations: part.citations.map(({ own: _, ...citation }) => citation) }];
      case "tool-call": {
        // The signature of a call travels in a reasoning item of its own.
        const signature = part.opaque && [reasoning("", part.opaque)];
        return [...(signature ?? []), { ...part, own, opaque: null }];
      }
      default:
        return [{ ...part, own }];
    }
  });
}

function reasoning(text: string, opaque: ReasoningPart["opaque"]): ReasoningPart {
  return {
    kind: "reasoning",
    text,
    opaque,
    isRedacted: text === "" && opaque?.protocol === "anthropic",
    ...PLAIN,
  };
}

function randomText(random: Random): string {
  return Array.from({ length: random.between(1, 12) }, () =>
    random.pick(["a", "ß", "👋", "\n", '"', " "]),
  ).join("");
}

function randomPart(random: Random, index: number): Part {
  const text = randomText(random);
  const anthropic: Opaque = { protocol: "anthropic", value: text };
  const gemini: Opaque = { protocol: "gemini", value: { s: text } };
  const id = `call_${index}`;
  switch (random.between(0, 6)) {
    case 0:
      return textPart(text);
    case 1: {
      const citation = {
        url: `https://e.com/${index}`,
        title: "T",
        citedText: null,
        range: { start: 0, end: 1 },
        own: null,
      };
      return { ...textPart(text), citations: [citation] };
    }
    case 2:
      return { kind: "refusal", text, ...PLAIN };
    case 3:
      return reasoning(random.chance(0.2) ? "" : text, random.pick<Opaque | null>([anthropic, gemini, null]));
    case 4: {
      const opaque = random.pick<Opaque | null>([gemini, null]);
      const name = random.pick(["f", "agents__spawn"]);
      return {
        kind: "tool-call",
        id,
        name,
        form: "function",
        input: JSON.stringify({ text }),
        opaque,
        ...PLAIN,
      };
    }
    case 5:
      return { kind: "tool-call", id, name: "patch", form: "custom", input: text, opaque: null, ...PLAIN };
    default: {
      const source = { kind: "base64", data: Buffer.from(text).toString("base64") } as const;
      return { kind: "media", mediaType: "image/webp", source, name: null, detail: null, ...PLAIN };
    }
  }
}

function randomAnswer(seed: number): IrResponse {
  const random = seededRandom(seed, 5);
  const parts = Array.from({ length: random.between(0, 7) }, (_, index) => randomPart(random, index));
  const hasCall = parts.some(({ kind }) => kind === "tool-call");
  return answer(parts, hasCall ? "tool-calls" : random.pick(["length", "content-filter"]));
}

const SEEDS = Array.from({ length: 200 }, (_, seed) => seed);

describe("an answer", () => {
  it("is the same after encoding and decoding, whatever it holds", () => {
    for (const seed of SEEDS) {
      const response = randomAnswer(seed);
      const decoded = codec.decodeResponse(codec.encodeResponse(response, FACTS).value).value;
      const [before] = response.candidates;
      const [after] = decoded.candidates;
      expect(canonical(after?.parts ?? []), `seed ${seed}`).toEqual(canonical(before?.parts ?? []));
      expect(after?.finish.unified, `seed ${seed}`).toBe(before?.finish.unified);
      expect(decoded.usage).toEqual(response.usage);
    }
  });

  it("streams to the very response it is in one piece", () => {
    for (const seed of SEEDS) {
      const response = randomAnswer(seed);
      const { events } = encodeStream(streamOfResponse(response, 1 + (seed % 5)));
      const last = JSON.parse(events.at(-1)?.data ?? "null");
      expect(last.response, `seed ${seed}`).toEqual(codec.encodeResponse(response, FACTS).value);
    }
  });

  it("names tools as the client did, and restores its custom ones", () => {
    const call = { kind: "tool-call", form: "function", opaque: null, ...PLAIN } as const;
    const parts: Part[] = [
      { ...call, id: "toolu_1", name: "agents__spawn", input: "{}" },
      { ...call, id: "toolu_2", name: "patch", input: '{"input":"*** Begin"}' },
    ];
    const { output } = codec.encodeResponse(answer(parts, "tool-calls"), FACTS).value;
    expect(output).toMatchObject([
      { type: "function_call", call_id: "toolu_1", name: "spawn", namespace: "agents", arguments: "{}" },
      { type: "custom_tool_call", call_id: "toolu_2", name: "patch", input: "*** Begin" },
    ]);
  });

  it("seals another vendor's signature, before the call it belongs to", () => {
    const opaque = { protocol: "gemini", value: "sig" } as const;
    const parts: Part[] = [
      { kind: "tool-call", id: "c", name: "f", form: "function", input: "{}", opaque, ...PLAIN },
    ];
    const [signature, call] = codec.encodeResponse(answer(parts), FACTS).value.output as [
      JsonObject,
      JsonObject,
    ];
    expect(signature).toMatchObject({ type: "reasoning", summary: [] });
    expect(openSeal(String(signature.encrypted_content))).toEqual(opaque);
    expect(call.type).toBe("function_call");
  });

  it.each<[FinishReason, string, JsonValue]>([
    ["stop", "completed", null],
    ["stop-sequence", "completed", null],
    ["length", "incomplete", { reason: "max_output_tokens" }],
    ["context-window", "incomplete", { reason: "max_output_tokens" }],
    ["content-filter", "incomplete", { reason: "content_filter" }],
    ["refusal", "incomplete", { reason: "content_filter" }],
  ])("says why it ended: %s", (unified, status, incomplete_details) => {
    const { value } = codec.encodeResponse(answer([textPart("x")], unified), FACTS);
    expect(value).toMatchObject({ status, incomplete_details });
  });

  it.each<[string, JsonValue]>([
    ["no object", "x"],
    ["no output", { id: "resp_1" }],
    ["an item that is none", { output: ["x"] }],
    ["a call without a name", { output: [{ type: "function_call", call_id: "c" }] }],
    ["a failed one", { status: "failed", error: { message: "overloaded" }, output: [] }],
  ])("is refused when it is none: %s", (_, body) => {
    expect(() => codec.decodeResponse(body)).toThrow(expect.objectContaining({ code: "invalid_answer" }));
  });
});

describe("a stream", () => {
  it("gives the same parts, wherever its bytes are split", () => {
    const whole = JSON.stringify(decodeStream([RECORDED]));
    for (let at = 1; at < RECORDED.length; at++) {
      const split = decodeStream([RECORDED.subarray(0, at), RECORDED.subarray(at)]);
      if (JSON.stringify(split) !== whole) expect(split, `split at ${at}`).toEqual(JSON.parse(whole));
    }
    const bytes = Array.from(RECORDED, (byte) => Uint8Array.of(byte));
    expect(JSON.stringify(decodeStream(bytes))).toBe(whole);
  }, 60_000);

  it("is read in all its kinds", () => {
    const parts = decodeStream([RECORDED]);
    expect(parts[0]).toEqual({ kind: "start", id: "resp_68af", model: "gpt-5-2025-08-07", usage: null });
    const value = { id: "rs_68af1", encrypted_content: "gAAAAABoFinal" };
    const call = { kind: "tool-input", candidate: 0, form: "function", opaque: null, name: "exec_command" };
    expect(collect(parts)).toMatchObject([
      {
        kind: "reasoning",
        text: "**Looking** 看\n\n**Deciding**",
        opaque: { protocol: "openai-responses", value },
      },
      { kind: "opaque", what: "web_search_call" },
      { kind: "text", text: "Grüße 👋 see docs", citation: "https://example.com/docs" },
      { ...call, id: "call_0", text: '{"cmd":"echo ä"}' },
      { ...call, id: "call_1", text: '{"cmd":"ls"}' },
      { kind: "tool-input", id: "call_9", form: "custom", text: "*** Begin Patch\n" },
    ]);
    expect(parts.slice(-2)).toEqual([
      {
        kind: "finish",
        candidate: 0,
        finish: { unified: "tool-calls", raw: "completed", stopSequence: null },
      },
      {
        kind: "end",
        usage: {
          ...NO_USAGE,
          ...{
            inputTokens: 388,
            cacheReadTokens: 512,
            outputTokens: 120,
            reasoningTokens: 64,
            webSearches: 1,
          },
        },
      },
    ]);
  });

  it("gives the same blocks when events that say nothing new are left out", () => {
    const events: SseEvent[] = [];
    new SseReader((event) => events.push(event)).feed(RECORDED);
    const whole = collect(decodeStream([RECORDED]));
    const without = (left: RegExp) => {
      const decoder = codec.openStreamDecoder();
      const kept = events.filter(({ event = "" }) => !left.test(event));
      return collect([...kept.flatMap((event) => decoder.push(event)), ...decoder.finish()]);
    };
    for (const left of [
      /\.delta$/,
      /\.done$/,
      /created|in_progress|_part\./,
      /output_item|content_part|arguments|input|_text|annotation/,
      /^response\.(?!completed)/,
      /output_item\.added/,
    ]) {
      const blocks = without(left);
      const texts = blocks.map(({ text }) => text).sort();
      expect(texts, String(left)).toEqual(whole.map(({ text }) => text).sort());
    }
  });

  it("ends what is open, without an end, when it is cut off", () => {
    const decoder = codec.openStreamDecoder();
    const push = (data: JsonObject) =>
      decoder.push({ id: undefined, event: undefined, data: JSON.stringify(data) });
    push({ type: "response.created", response: { id: "r" } });
    push({ type: "response.output_text.delta", output_index: 0, content_index: 0, delta: "x" });
    push({ type: "response.reasoning_text.delta", output_index: 1, content_index: 0, delta: "y" });
    expect(decoder.finish().map(({ kind }) => kind)).toEqual(["text-end", "reasoning-end"]);
    expect(decoder.finish()).toEqual([]);
  });

  it.each<[string, string]>([
    ["no JSON", "{"],
    ["a list", "[]"],
    ["a chunk of Chat Completions", '{"choices":[]}'],
    ["an event of Anthropic", '{"type":"message_start"}'],
    ["an error", '{"type":"error","message":"overloaded"}'],
    ["a failed response", '{"type":"response.failed","response":{"error":{"message":"overloaded"}}}'],
  ])("that brings something else is refused: %s", (_, data) => {
    const decoder = codec.openStreamDecoder();
    expect(() => decoder.push({ id: undefined, event: undefined, data })).toThrow(
      expect.objectContaining({ code: "invalid_answer" }),
    );
  });

  it("ends in parts that fit together or in a TranslationError, however it is damaged", () => {
    const events: SseEvent[] = [];
    new SseReader((event) => events.push(event)).feed(RECORDED);
    let refused = 0;
    for (let seed = 0; seed < 2_000; seed++) {
      const random = seededRandom(seed, 9);
      const decoder = codec.openStreamDecoder();
      const parts: StreamPart[] = [];
      try {
        for (const event of damaged(events, random)) parts.push(...decoder.push(event));
        parts.push(...decoder.finish());
      } catch (error) {
        if (!(error instanceof TranslationError)) throw error;
        refused += 1;
        continue;
      }
      expect(unfinished(parts), `seed ${seed}`).toEqual([]);
      encodeStream(parts);
    }
    expect(refused).toBeGreaterThan(100);
    expect(refused).toBeLessThan(1_900);
  });
});

/** Events dropped, swapped, doubled; values in them replaced. */
function damaged(events: readonly SseEvent[], random: Random): SseEvent[] {
  const kept = events.filter(() => random.chance(0.8));
  return kept.flatMap((event) => {
    if (random.chance(0.1))
      return kept.length > 0 ? [kept[random.between(0, kept.length - 1)] ?? event, event] : [];
    if (random.chance(0.005)) return [{ ...event, data: event.data.slice(0, random.between(0, 40)) }];
    if (!random.chance(0.1)) return [event];
    const data = JSON.parse(event.data);
    const keys = Object.keys(data);
    const key = keys[random.between(0, keys.length - 1)] ?? "type";
    data[key] = random.pick([
      null,
      1,
      "x",
      [],
      {},
      [{}],
      { type: "message", content: [1] },
      "response.refusal.delta",
    ]);
    return [{ ...event, data: JSON.stringify(data) }];
  });
}

/** Blocks that begin twice, never end, or have parts while they are not open. */
function unfinished(parts: readonly StreamPart[]): string[] {
  const open = new Set<number>();
  const seen = new Set<number>();
  const wrong: string[] = [];
  for (const part of parts) {
    if (!("block" in part)) continue;
    const { kind, block } = part;
    if (kind.endsWith("-start")) {
      if (seen.has(block)) wrong.push(`${block} begins twice`);
      seen.add(block);
      open.add(block);
    } else if (kind !== "opaque" && kind !== "media" && !open.has(block))
      wrong.push(`${kind} outside ${block}`);
    if (kind.endsWith("-end")) open.delete(block);
  }
  return [...wrong, ...[...open].map((block) => `${block} never ends`)];
}

describe("the official SDK", () => {
  it("53: reads a stream: text, reasoning, parallel and custom calls, usage", async () => {
    const call = { kind: "tool-call", form: "function", opaque: null, ...PLAIN } as const;
    const parts: Part[] = [
      reasoning("hm", { protocol: "anthropic", value: "sig" }),
      textPart("Hello"),
      { ...call, id: "c1", name: "f", input: '{"a":1}' },
      { ...call, id: "c2", name: "agents__spawn", input: '{"b":2}' },
      { ...call, id: "c3", name: "patch", input: '{"input":"free"}' },
    ];
    const { text } = encodeStream(streamOfResponse(answer(parts, "tool-calls"), 2));
    const client = new OpenAI({
      apiKey: "sk-test",
      fetch: async () => new Response(text, { headers: { "content-type": "text/event-stream" } }),
    });
    const seen: string[] = [];
    const stream = client.responses.stream({ model: "m", input: "hi" });
    stream.on("response.output_text.delta", ({ delta }) => seen.push(delta));
    const final = await stream.finalResponse();
    expect(seen.join("")).toBe("Hello");
    expect(final.output_text).toBe("Hello");
    expect(final.output.map(({ type }) => type)).toEqual([
      ...["reasoning", "message", "function_call", "function_call", "custom_tool_call"],
    ]);
    expect(final.usage).toMatchObject({ input_tokens: 8, output_tokens: 7, total_tokens: 15 });
    expect(final.status).toBe("completed");
  });

  it("keeps items apart whose deltas interleave, numbered without a gap", () => {
    const start = { candidate: 0, form: "function", opaque: null } as const;
    const { events } = encodeStream([
      { kind: "start", id: null, model: null, usage: null },
      { kind: "tool-input-start", block: 0, id: "a", name: "f", ...start },
      { kind: "tool-input-start", block: 1, id: "b", name: "f", ...start },
      { kind: "tool-input-delta", block: 1, text: '{"b"' },
      { kind: "tool-input-delta", block: 0, text: '{"a":1}' },
      { kind: "tool-input-delta", block: 1, text: ":2}" },
      { kind: "tool-input-end", block: 1 },
      { kind: "tool-input-end", block: 0 },
      { kind: "text-start", block: 2, candidate: 1 },
      { kind: "text-delta", block: 2, text: "another candidate" },
      { kind: "finish", candidate: 0, finish: finish("tool-calls") },
      { kind: "end", usage: null },
    ]);
    const data = events.map((event) => JSON.parse(event.data));
    expect(data.map((event) => event.sequence_number)).toEqual(data.map((_, index) => index));
    expect(data.map((event) => [event.type.replace("response.", ""), event.output_index])).toEqual([
      ["created", undefined],
      ["in_progress", undefined],
      ["output_item.added", 0],
      ["function_call_arguments.delta", 0],
      ["function_call_arguments.done", 0],
      ["output_item.done", 0],
      ["output_item.added", 1],
      ["function_call_arguments.delta", 1],
      ["function_call_arguments.done", 1],
      ["output_item.done", 1],
      ["completed", undefined],
    ]);
    expect(data.at(-1).response.output.map((item: JsonObject) => item.arguments)).toEqual([
      '{"a":1}',
      '{"b":2}',
    ]);
  });

  it("gets an answer to a request of any other kind as well", () => {
    const facts = { ...FACTS, request: EMPTY_REQUEST };
    expect(codec.encodeResponse(answer([textPart("x")]), facts).value).toMatchObject({
      id: "resp_0199abc",
      tools: [],
      output: [{ id: "msg_0199abc00", content: [{ type: "output_text", text: "x", annotations: [] }] }],
    });
  });
});
