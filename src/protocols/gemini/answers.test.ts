import { describe, expect, it } from "vitest";
import { NO_USAGE } from "@/domain/pricing/usage";
import { type Random, seededRandom } from "../../../dev/seeded-random";
import { candidate, FACTS } from "../../../tests/support/gemini-answers";
import type { JsonValue } from "../ir/opaque";
import { type Part, PLAIN, textPart } from "../ir/part";
import type { Candidate, FinishReason, IrResponse } from "../ir/response";
import { TranslationError } from "../ir/translation-error";
import { geminiCodec } from "./codec";

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
