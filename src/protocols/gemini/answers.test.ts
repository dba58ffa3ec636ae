import { describe, expect, it } from "vitest";
import { NO_USAGE } from "@/domain/pricing/usage";
import { SseReader } from "@/lib/sse-reader";
import { type Random, seededRandom } from "../../../dev/seeded-random";
import type { AnswerFacts } from "../ir/codec";
import type { JsonObject, JsonValue } from "../ir/opaque";
import { type Part, PLAIN, textPart } from "../ir/part";
import { NO_SAMPLING } from "../ir/request";
import type { Candidate, FinishReason, IrResponse } from "../ir/response";
import type { StreamPart } from "../ir/stream-part";
import { TranslationError } from "../ir/translation-error";
import { geminiCodec } from "./codec";

const FACTS: AnswerFacts = {
  requestId: "req_1",
  model: "asked",
  createdAt: 0,
  request: {
    ...{
      instructions: [],
      turns: [],
      tools: [],
      toolChoice: null,
      parallelToolCalls: null,
      sampling: NO_SAMPLING,
    },
    ...{ maxOutputTokens: null, stopSequences: [], reasoning: null, outputFormat: null, verbosity: null },
    ...{ userId: null, metadata: null, serviceTier: null, store: null, promptCacheKey: null, own: null },
    ...{ wantsStream: true, wantsStreamUsage: true },
  },
};

const candidate = (parts: JsonValue[], more: JsonObject = {}) => ({
  candidates: [{ content: { role: "model", parts }, index: 0, ...more }],
});

const decode = (body: JsonValue) => geminiCodec.decodeResponse(body).value;

describe("an answer in one piece", () => {
  it("keeps thoughts, signatures, parallel calls, images and usage", () => {
    const body = {
      ...candidate(
        [
          { text: "hm", thought: true },
          { text: "Let me see.", thoughtSignature: "VA==" },
          { functionCall: { name: "read", args: { a: 1 } }, thoughtSignature: "Qw==" },
          { functionCall: { name: "read" } },
          { functionCall: { id: "x", name: "list", args: {} } },
          { inlineData: { mimeType: "image/png", data: "AAAA" } },
          { executableCode: { code: "1" } },
        ],
        { finishReason: "STOP" },
      ),
      usageMetadata: {
        promptTokenCount: 10,
        cachedContentTokenCount: 4,
        candidatesTokenCount: 5,
        thoughtsTokenCount: 2,
        totalTokenCount: 17,
      },
      modelVersion: "gemini-3-pro",
      responseId: "r1",
    };
    const { candidates, ...rest } = decode(body);
    expect(rest).toMatchObject({
      id: "r1",
      model: "gemini-3-pro",
      usage: { inputTokens: 6, cacheReadTokens: 4, outputTokens: 7, reasoningTokens: 2 },
    });
    expect(candidates[0]?.finish.unified).toBe("tool-calls");
    expect(candidates[0]?.parts).toMatchObject([
      { kind: "reasoning", text: "hm" },
      { kind: "reasoning", text: "", opaque: { value: "VA==" } },
      { kind: "text", text: "Let me see." },
      { kind: "tool-call", input: '{"a":1}', opaque: { value: "Qw==" } },
      { kind: "tool-call", input: "{}" },
      { kind: "tool-call", id: "x" },
      { kind: "media", mediaType: "image/png" },
      { kind: "opaque", what: "executableCode" },
    ]);
    const ids = candidates[0]?.parts.flatMap((part) => (part.kind === "tool-call" ? [part.id] : []));
    expect(new Set(ids).size).toBe(3);
    expect(decode({ response: body, traceId: "t" })).toEqual(decode(body));
  });

  it("has citations where they belong, in characters", () => {
    const grounded = decode(
      candidate([{ text: "Größe: 7." }], {
        finishReason: "STOP",
        groundingMetadata: {
          groundingChunks: [
            { web: { uri: "https://a.example", title: "A" } },
            { web: { uri: "https://b.example" } },
          ],
          groundingSupports: [
            { segment: { startIndex: 0, endIndex: 7, text: "Größe" }, groundingChunkIndices: [0, 1, 9] },
          ],
        },
      }),
    );
    expect(grounded.candidates[0]?.parts[0]).toMatchObject({
      citations: [
        { url: "https://a.example", title: "A", range: { start: 0, end: 5 } },
        { url: "https://b.example", title: null, range: { start: 0, end: 5 } },
      ],
    });
    const { value } = geminiCodec.encodeResponse(grounded, FACTS);
    expect(decode(value).candidates).toEqual(grounded.candidates);
  });

  it.each([
    ["MAX_TOKENS", "length"],
    ["RECITATION", "content-filter"],
    ["MALFORMED_FUNCTION_CALL", "other"],
    ["NEW_REASON", "other"],
  ])("that ended with %s is %s", (finishReason, unified) => {
    const answer = decode(candidate([{ text: "x" }], { finishReason }));
    expect(answer.candidates[0]?.finish).toEqual({ unified, raw: finishReason, stopSequence: null });
  });

  it("is filtered where the prompt was blocked, and an error is none", () => {
    expect(decode({ promptFeedback: { blockReason: "PROHIBITED_CONTENT" } }).candidates).toEqual([
      {
        index: 0,
        parts: [],
        finish: { unified: "content-filter", raw: "PROHIBITED_CONTENT", stopSequence: null },
      },
    ]);
    for (const body of <JsonValue[]>[
      {},
      [],
      "x",
      null,
      { error: { message: "overloaded" } },
      { candidates: [3] },
    ]) {
      expect(() => decode(body)).toThrow(TranslationError);
    }
    expect(() => decode({ error: { message: "overloaded" } })).toThrow("overloaded");
  });

  it("comes back the same, whatever is in it", () => {
    for (let seed = 0; seed < 200; seed++) {
      const response = randomResponse(seededRandom(seed));
      const { value, losses } = geminiCodec.encodeResponse(response, FACTS);
      expect(losses).toEqual([]);
      expect(decode(JSON.parse(JSON.stringify(value)))).toEqual(response);
    }
  });
});

function randomResponse(random: Random): IrResponse {
  const candidates = Array.from({ length: random.between(1, 2) }, (_, index): Candidate => {
    const parts = Array.from({ length: random.between(1, 6) }, (_, at) =>
      randomPart(random, `${index}_${at}`),
    );
    const hasCalls = parts.some(({ kind }) => kind === "tool-call");
    const [unified, raw] = hasCalls
      ? ["tool-calls" as const, "STOP"]
      : random.pick<readonly [FinishReason, string]>([
          ["stop", "STOP"],
          ["length", "MAX_TOKENS"],
          ["content-filter", "SAFETY"],
        ]);
    return { index, parts, finish: { unified, raw, stopSequence: null } };
  });
  const reasoningTokens = random.between(0, 50);
  const usage = {
    ...NO_USAGE,
    inputTokens: random.between(1, 900),
    cacheReadTokens: random.between(0, 900),
    outputTokens: reasoningTokens + random.between(0, 900),
    reasoningTokens,
    serviceTier: random.pick(["standard", "flex", "priority"] as const),
  };
  return { id: FACTS.requestId, model: FACTS.model, candidates, usage, own: null };
}

function randomPart(random: Random, id: string): Part {
  const words = random.pick(["a", "déjà vu 🙂", "line\nline", '{"x":1}']);
  const thought = { own: { protocol: "gemini", fields: { thought: true } }, cache: null } as const;
  switch (random.between(0, 4)) {
    case 0:
      return { kind: "reasoning", text: words, opaque: null, isRedacted: false, ...thought };
    case 1:
      return {
        ...{ kind: "reasoning", text: words, isRedacted: false },
        ...{ opaque: { protocol: "gemini", value: "c2ln" }, ...thought },
      };
    case 2: {
      const opaque = random.chance(0.5) ? ({ protocol: "gemini", value: "Y2FsbA==" } as const) : null;
      const input = JSON.stringify({ words });
      return { kind: "tool-call", id: `call_${id}`, name: "read", form: "function", input, opaque, ...PLAIN };
    }
    case 3:
      return {
        ...{ kind: "media", mediaType: "image/png", source: { kind: "base64", data: "AAAA" } },
        ...{ name: null, detail: null, ...PLAIN },
      };
    default:
      return textPart(words);
  }
}

/** A stream as Google sends it, in chunks of all kinds. */
const CHUNKS: readonly JsonObject[] = [
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

const WIRE = Buffer.from(CHUNKS.map((chunk) => `data: ${JSON.stringify(chunk)}\r\n\r\n`).join(""));

function readStream(...pieces: readonly Uint8Array[]): StreamPart[] {
  const decoder = geminiCodec.openStreamDecoder();
  const parts: StreamPart[] = [];
  const reader = new SseReader((event) => parts.push(...decoder.push(event)));
  for (const piece of pieces) reader.feed(piece);
  return [...parts, ...decoder.finish()];
}

describe("a stream", () => {
  it("becomes blocks that begin and end", () => {
    const parts = readStream(WIRE);
    expect(parts.map(({ kind }) => kind)).toEqual([
      ...["start", "reasoning-start", "reasoning-delta", "reasoning-delta", "reasoning-end"],
      ...["text-start", "text-delta", "text-delta", "text-end"],
      ...["tool-input-start", "tool-input-delta", "tool-input-end"],
      ...["tool-input-start", "tool-input-delta", "tool-input-end"],
      ...[
        "text-start",
        "text-delta",
        "citation",
        "text-end",
        "reasoning-start",
        "reasoning-end",
        "finish",
        "end",
      ],
    ]);
    expect(parts.at(-1)).toMatchObject({ usage: { inputTokens: 9, outputTokens: 10, reasoningTokens: 3 } });
    expect(parts.at(-2)).toMatchObject({ finish: { unified: "tool-calls" } });
  });

  it("2: gives the same parts split at every byte", () => {
    const whole = readStream(WIRE);
    for (let at = 1; at < WIRE.length; at++) {
      expect(readStream(WIRE.subarray(0, at), WIRE.subarray(at))).toEqual(whole);
    }
  });

  it("5: that is cut off has no end, and what was open is closed", () => {
    const parts = readStream(
      Buffer.from(WIRE.toString().split("\r\n\r\n").slice(0, 3).join("\r\n\r\n")),
      Buffer.from("\r\n\r\n"),
    );
    expect(parts.at(-1)?.kind).toBe("text-end");
    expect(readStream()).toEqual([]);
  });

  it("may say STOP with every chunk, come in the envelope, or be blocked", () => {
    const stops = [
      candidate([{ text: "a" }], { finishReason: "STOP" }),
      candidate([{ text: "b" }], { finishReason: "STOP" }),
    ];
    const wire = (chunks: readonly JsonObject[]) =>
      Buffer.from(chunks.map((chunk) => `data: ${JSON.stringify(chunk)}\n\n`).join(""));
    const parts = readStream(wire(stops));
    expect(parts.map(({ kind }) => kind)).toEqual([
      ...["start", "text-start", "text-delta", "text-delta", "text-end", "finish", "end"],
    ]);
    expect(readStream(wire(stops.map((response) => ({ response }))))).toEqual(parts);
    expect(readStream(wire([{ promptFeedback: { blockReason: "SAFETY" } }])).slice(1)).toEqual([
      {
        kind: "finish",
        candidate: 0,
        finish: { unified: "content-filter", raw: "SAFETY", stopSequence: null },
      },
      { kind: "end", usage: null },
    ]);
  });

  it("comes back the same through the encoder", () => {
    const parts = readStream(WIRE);
    const encoder = geminiCodec.openStreamEncoder({ ...FACTS, model: "gemini-3", requestId: "r" });
    const events = parts.flatMap((part) => encoder.push(part));
    const back = readStream(Buffer.from(events.map(({ data }) => `data: ${data}\n\n`).join("")));
    const ids = back.flatMap((part) => (part.kind === "tool-input-start" ? [part.id] : []));
    expect(ids).toEqual(parts.flatMap((part) => (part.kind === "tool-input-start" ? [part.id] : [])));
    expect(back).toEqual(
      parts.map((part) =>
        part.kind === "start"
          ? { ...part, usage: back[0] && "usage" in back[0] ? back[0].usage : null }
          : part,
      ),
    );
    expect(back.at(-1)).toEqual(parts.at(-1));
    const last = JSON.parse(events.at(-1)?.data ?? "");
    expect(last.candidates[0]).toMatchObject({
      finishReason: "STOP",
      content: { parts: [{ thoughtSignature: "RW5k" }] },
    });
    expect(last.usageMetadata).toMatchObject({ totalTokenCount: 19, thoughtsTokenCount: 3 });
    expect(events.slice(0, -1).every(({ data }) => !data.includes("finishReason"))).toBe(true);
  });

  it("gives calls whole, however their arguments arrive", () => {
    const encoder = geminiCodec.openStreamEncoder(FACTS);
    const start = (block: number, name: string): StreamPart => ({
      ...{ kind: "tool-input-start", block, candidate: 0, id: `c${block}`, name },
      ...{ form: "function", opaque: null },
    });
    const delta = (block: number, text: string): StreamPart => ({ kind: "tool-input-delta", block, text });
    const end = (block: number): StreamPart => ({ kind: "tool-input-end", block });
    const events = [
      ...[start(0, "a"), start(1, "b"), delta(0, '{"x"'), delta(1, "{}"), delta(0, ":1}"), end(1), end(0)],
      ...[start(2, "c"), delta(2, "not json"), end(2), start(3, "d"), end(3)],
    ].flatMap((part) => encoder.push(part));
    expect(events.map(({ data }) => JSON.parse(data).candidates[0].content.parts[0].functionCall)).toEqual([
      { id: "c1", name: "b", args: {} },
      { id: "c0", name: "a", args: { x: 1 } },
      { id: "c2", name: "c", args: { input: "not json" } },
      { id: "c3", name: "d", args: {} },
    ]);
    expect(() => encoder.push(end(9))).toThrow(TranslationError);
  });
});

describe("what another protocol's model thought", () => {
  const opaque = { protocol: "anthropic", value: { signature: "EqQB" } } as const;
  const thought: Part = { kind: "reasoning", text: "hm", opaque, isRedacted: false, ...PLAIN };
  const answerCall: Part = {
    ...{ kind: "tool-call", id: "a", name: "f", form: "function", input: "{}", opaque: null },
    ...PLAIN,
  };
  const finish = { unified: "stop", raw: null, stopSequence: null } as const;

  /** What the next request says of an answer whose parts the client kept. */
  function nextTurn(parts: readonly Part[], keeps: (part: JsonObject) => boolean) {
    const response = {
      id: null,
      model: null,
      candidates: [{ index: 0, parts, finish }],
      usage: null,
      own: null,
    };
    const { value } = geminiCodec.encodeResponse(response, FACTS);
    const [answered] = value.candidates as { content: { role: string; parts: JsonObject[] } }[];
    const content = { role: "model", parts: (answered?.content.parts ?? []).filter(keeps) };
    const contents = [{ role: "user", parts: [{ text: "x" }] }, content];
    return geminiCodec.decodeRequest({ body: { contents }, wantsStream: false }).value.turns[1]?.parts;
  }

  it.each([
    ["all parts", () => true],
    ["no thoughts, as Gemini CLI does", ({ thought: isThought }: JsonObject) => isThought !== true],
  ])("is whole again in the next turn when the client keeps %s", (_, keeps) => {
    expect(nextTurn([thought, textPart("so"), answerCall, thought, answerCall], keeps)).toEqual([
      thought,
      textPart("so"),
      answerCall,
      thought,
      answerCall,
    ]);
    expect(nextTurn([thought, textPart("so")], keeps)).toEqual([thought, textPart("so")]);
    const redacted: Part = { ...thought, text: "", isRedacted: true };
    expect(nextTurn([redacted, thought, answerCall], keeps)).toEqual([redacted, thought, answerCall]);
  });
});

describe("fuzzing", () => {
  const SAMPLES: readonly JsonValue[] = [
    ...CHUNKS,
    {
      contents: [{ role: "user", parts: [{ text: "x" }] }],
      tools: [{ functionDeclarations: [{ name: "f", parameters: { type: "OBJECT" } }] }],
    },
    {
      contents: [
        {
          parts: [
            { functionResponse: { name: "f", response: { output: 1 } } },
            { inlineData: { mimeType: "a/b", data: "AA" } },
          ],
        },
      ],
      generationConfig: { thinkingConfig: { thinkingBudget: 5 }, stopSequences: ["a"] },
      toolConfig: { functionCallingConfig: { mode: "ANY" } },
      systemInstruction: { parts: [{ text: "s" }] },
    },
  ];

  /** The value with some members gone, or something else in their place. */
  function damage(value: JsonValue, random: Random): JsonValue {
    if (random.chance(0.06)) {
      return random.pick<JsonValue>([null, 0, -1, "", "x", true, [], {}, [null], { parts: 1 }, 1e99]);
    }
    if (Array.isArray(value)) return (value as readonly JsonValue[]).map((item) => damage(item, random));
    if (typeof value !== "object" || value === null) return value;
    const kept = Object.entries(value).filter(() => !random.chance(0.05));
    return Object.fromEntries(kept.map(([key, member]) => [key, damage(member, random)]));
  }

  /** Runs it; anything but an answer or a TranslationError fails the test. */
  function attempt<Value>(run: () => Value): Value | null {
    try {
      return run();
    } catch (error) {
      if (error instanceof TranslationError) return null;
      throw error;
    }
  }

  it("ends in parts or in a TranslationError, never in anything else", () => {
    const target = { model: "gemini-2.5-pro", wantsStream: true, modelMaxOutputTokens: null };
    let survived = 0;
    for (let seed = 0; seed < 3_000; seed++) {
      const random = seededRandom(seed);
      const body = damage(SAMPLES[seed % SAMPLES.length] ?? null, random);
      const request = attempt(() => geminiCodec.decodeRequest({ body, wantsStream: true }));
      if (request) attempt(() => geminiCodec.encodeRequest(request.value, target));
      const response = attempt(() => geminiCodec.decodeResponse(body));
      if (response) attempt(() => geminiCodec.encodeResponse(response.value, FACTS));
      const text = JSON.stringify(body).slice(0, random.chance(0.3) ? random.between(0, 200) : undefined);
      const parts = attempt(() => readStream(Buffer.from(`data: ${text}\n\n`)));
      const encoder = geminiCodec.openStreamEncoder(FACTS);
      for (const part of parts ?? []) attempt(() => encoder.push(part));
      if (request || response || parts) survived++;
    }
    expect(survived).toBeGreaterThan(1_000);
  });
});
