import { describe, expect, it } from "vitest";
import { type Random, seededRandom } from "../../../dev/seeded-random";
import { EMPTY_REQUEST } from "../../../tests/support/ir-requests";
import { encodeGemini as encode } from "../../../tests/support/strict-requests";
import type { JsonObject } from "../ir/opaque";
import { type Part, PLAIN, textPart } from "../ir/part";
import { type IrRequest, NO_SAMPLING, type Turn } from "../ir/request";
import { TranslationError } from "../ir/translation-error";
import { geminiCodec } from "./codec";
import { call, lossesOf, media, result, tool, turn } from "./encode-request.fixtures";

const EMPTY: IrRequest = { ...EMPTY_REQUEST, turns: [{ role: "user", parts: [textPart("hi")], own: null }] };

describe("settings", () => {
  const on = { mode: "on", effort: null, budgetTokens: null, summary: null } as const;

  it.each([
    ["gemini-2.5-flash", { ...on, effort: "medium" }, { thinkingBudget: 8_192, includeThoughts: true }, 0],
    [
      "gemini-2.5-flash",
      { ...on, budgetTokens: 60_000 },
      { thinkingBudget: 24_576, includeThoughts: true },
      1,
    ],
    ["gemini-2.5-flash", { ...on, mode: "off" }, { thinkingBudget: 0 }, 0],
    ["gemini-2.5-pro", { ...on, mode: "off" }, { thinkingBudget: 128 }, 1],
    ["gemini-2.5-pro", { ...on, mode: "adaptive" }, { thinkingBudget: -1, includeThoughts: true }, 0],
    ["gemini-3-pro-preview", { ...on, effort: "medium" }, { thinkingLevel: "LOW", includeThoughts: true }, 1],
    [
      "gemini-3.1-pro",
      { ...on, budgetTokens: 10_000 },
      { thinkingLevel: "MEDIUM", includeThoughts: true },
      0,
    ],
    ["gemini-3-flash", { ...on, mode: "off" }, { thinkingLevel: "MINIMAL" }, 1],
    ["gemini-3-flash", { ...on, effort: "max", summary: "none" }, { thinkingLevel: "HIGH" }, 1],
    ["gemini-2.0-flash", { ...on, effort: "high" }, undefined, 1],
    ["tuned-model", { ...on, effort: "high" }, { thinkingBudget: 24_576, includeThoughts: true }, 0],
  ] as const)("%s thinks %j as %j", (model, reasoning, wire, losses) => {
    const encoded = encode({ reasoning }, model);
    expect((encoded.body.generationConfig as JsonObject | undefined)?.thinkingConfig).toEqual(wire);
    expect(encoded.losses).toHaveLength(losses);
  });

  it("are clamped to what Gemini takes, and what it has no place for is told", () => {
    const encoded = encode(
      {
        sampling: {
          ...NO_SAMPLING,
          temperature: 0.5,
          topK: 40,
          seed: 2 ** 40 + 5,
          candidates: 20,
          topLogprobs: 0,
        },
        maxOutputTokens: 100_000,
        stopSequences: ["1", "2", "", "4", "5", "6", "7"],
        parallelToolCalls: false,
        verbosity: "low",
        userId: "u",
        metadata: {},
        store: true,
        promptCacheKey: "k",
        serviceTier: "scale",
        own: { protocol: "openai-chat", fields: { logit_bias: {} } },
      },
      "gemini-2.5-flash",
      65_536,
    );
    expect(encoded.body.generationConfig).toMatchObject({
      temperature: 0.5,
      topK: 40,
      candidateCount: 8,
      responseLogprobs: true,
      maxOutputTokens: 65_536,
      stopSequences: ["1", "2", "4", "5", "6"],
    });
    expect(lossesOf(encoded).sort()).toEqual([
      "logit-bias dropped",
      "max-output-tokens approximated",
      "metadata dropped",
      "multiple-candidates approximated",
      "parallel-tool-calls dropped",
      "prompt-cache-key dropped",
      "seed approximated",
      "service-tier dropped",
      "stop-sequences dropped",
      "store dropped",
      "user-id dropped",
      "verbosity dropped",
    ]);
  });

  it("name the endpoint for model and stream, and count with instructions and tools", () => {
    const target = { model: "tuned models/x", wantsStream: true, modelMaxOutputTokens: null };
    const streamed = geminiCodec.encodeRequest(EMPTY, target);
    expect(streamed.path + streamed.query).toBe(
      "/v1beta/models/tuned%20models%2Fx:streamGenerateContent?alt=sse",
    );
    const counted = geminiCodec.count?.encodeRequest(
      { ...EMPTY, tools: [tool("f")] },
      { ...target, model: "m" },
    );
    expect(counted?.path).toBe("/v1beta/models/m:countTokens");
    expect(counted?.body.generateContentRequest).toMatchObject({ model: "models/m", tools: [{}] });
    expect(geminiCodec.count?.decodeAnswer({ totalTokens: 7 })).toBe(7);
    expect(() => geminiCodec.count?.decodeAnswer({})).toThrow(TranslationError);
  });
});

it("passes the strict schema whatever it is given", () => {
  const models = ["gemini-2.5-pro", "gemini-2.5-flash", "gemini-3-pro-preview", "gemini-2.0-flash"] as const;
  for (let seed = 0; seed < 400; seed++)
    encode(randomRequest(seededRandom(seed)), models[seed % models.length]);
});

function randomRequest(random: Random): Partial<IrRequest> {
  const some = <Item>(most: number, make: (at: number) => Item) =>
    Array.from({ length: random.between(0, most) }, (_, at) => make(at));
  const names = ["read", "list files", "x".repeat(80), "9lives"] as const;
  const part = (role: Turn["role"]): Part => {
    const id = `id_${random.between(0, 5)}`;
    switch (random.between(0, role === "assistant" ? 3 : 2)) {
      case 0:
        return textPart(random.pick(["", "hello", "✓"]));
      case 1:
        return role === "assistant"
          ? call(id, random.pick(names), random.pick(["{}", "", "[1]", "nonsense"]))
          : result(id, "r");
      case 2:
        return media({ kind: "base64", data: "iVBORw0KGgo=" }, random.pick([null, "image/*", "image/png"]));
      default:
        return {
          ...{ kind: "reasoning", text: random.pick(["", "hm"]), isRedacted: false },
          opaque: random.pick([
            null,
            { protocol: "gemini", value: "c2ln" },
            { protocol: "anthropic", value: "x" },
          ] as const),
          ...PLAIN,
        };
    }
  };
  const turns = some(8, () => {
    const role = random.pick(["user", "assistant", "system", "developer"] as const);
    return turn(
      role,
      ...some(4, () => (role === "user" || role === "assistant" ? part(role) : textPart("rule"))),
    );
  });
  const search = {
    kind: "web-search",
    ...{ maxUses: 3, allowedDomains: ["a.example"], blockedDomains: [], cache: null, own: null },
  } as const;
  return {
    turns: [...turns, turn("user", textPart("go on"))],
    instructions: some(2, () => ({
      role: "system",
      parts: [textPart(random.pick(["", "be brief"]))],
      own: null,
    })),
    tools: [...names.filter(() => random.chance(0.4)).map((name) => tool(name)), ...some(1, () => search)],
    toolChoice: random.pick([
      null,
      { kind: "auto" },
      { kind: "none" },
      { kind: "required" },
      { kind: "tool", name: "read" },
      { kind: "allowed", names: ["read", "9lives"], isRequired: random.chance(0.5) },
    ] as const),
    reasoning: random.chance(0.5)
      ? null
      : {
          mode: random.pick(["on", "off", "adaptive"]),
          effort: random.pick([null, "none", "low", "medium", "max"]),
          budgetTokens: random.pick([null, 0, 100, 1_000_000]),
          summary: random.pick([null, "none", "auto"]),
        },
    outputFormat: random.pick([null, { kind: "text" }, { kind: "json" }] as const),
    stopSequences: some(9, String),
    sampling: {
      ...NO_SAMPLING,
      topLogprobs: random.pick([null, 0, 5]),
      candidates: random.pick([null, 1, 30]),
    },
  };
}
