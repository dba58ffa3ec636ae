import { describe, expect, it } from "vitest";
import { strictGeminiRequest } from "../../../dev/fake-upstream/strict/gemini";
import { modelProblem } from "../../../dev/fake-upstream/strict/gemini-model-problem";
import { type Random, seededRandom } from "../../../dev/seeded-random";
import { EMPTY_REQUEST } from "../../../tests/support/ir-requests";
import type { JsonObject } from "../ir/opaque";
import { type Part, PLAIN, textPart } from "../ir/part";
import { type FunctionTool, type IrRequest, NO_SAMPLING, type Turn } from "../ir/request";
import { TranslationError } from "../ir/translation-error";
import { geminiCodec } from "./codec";

const EMPTY: IrRequest = { ...EMPTY_REQUEST, turns: [{ role: "user", parts: [textPart("hi")], own: null }] };

/** Encodes, and has the strict schema check what comes out. */
function encode(
  request: Partial<IrRequest>,
  model = "gemini-2.5-flash",
  modelMaxOutputTokens: number | null = null,
) {
  const encoded = geminiCodec.encodeRequest(
    { ...EMPTY, ...request },
    { model, wantsStream: false, modelMaxOutputTokens },
  );
  const strict = strictGeminiRequest.safeParse(encoded.body);
  expect(strict.error).toBeUndefined();
  if (strict.data) expect(modelProblem(model, strict.data)).toBeNull();
  return encoded;
}

const lossesOf = ({ losses }: { losses: readonly { feature: string; kind: string }[] }) =>
  losses.map(({ feature, kind }) => `${feature} ${kind}`);

function turn(role: Turn["role"], ...parts: readonly Part[]): Turn {
  return { role, parts, own: null };
}

function call(id: string, name: string, input = "{}"): Part {
  return { kind: "tool-call", id, name, form: "function", input, opaque: null, ...PLAIN };
}

function result(callId: string, text: string, isError = false): Part {
  return {
    kind: "tool-result",
    ...{ callId, name: null, form: "function", content: [textPart(text)], isError },
    ...PLAIN,
  };
}

function tool(
  name: string,
  parameters: JsonObject | null = { type: "object", properties: {} },
): FunctionTool {
  return { kind: "function", name, description: null, parameters, strict: null, cache: null, own: null };
}

describe("contents", () => {
  it("have all results right behind their calls, in the calls' order, whatever stands between", () => {
    const { body } = encode({
      turns: [
        turn("user", textPart("go")),
        turn("assistant", textPart("both"), call("a", "read", '{"n":1}'), call("b", "list")),
        turn("user", result("b", "2"), textPart("and hurry")),
        turn("user", result("a", "1", true)),
        turn("assistant", call("c", "read")),
        turn("user", textPart("never mind")),
      ],
    });
    expect(body.contents).toEqual([
      { role: "user", parts: [{ text: "go" }] },
      {
        role: "model",
        parts: [
          { text: "both" },
          {
            functionCall: { id: "a", name: "read", args: { n: 1 } },
            thoughtSignature: "skip_thought_signature_validator",
          },
          { functionCall: { id: "b", name: "list", args: {} } },
        ],
      },
      {
        role: "user",
        parts: [
          { functionResponse: { id: "a", name: "read", response: { error: "1" } } },
          { functionResponse: { id: "b", name: "list", response: { output: "2" } } },
          { text: "and hurry" },
        ],
      },
      {
        role: "model",
        parts: [
          {
            functionCall: { id: "c", name: "read", args: {} },
            thoughtSignature: "skip_thought_signature_validator",
          },
        ],
      },
      {
        role: "user",
        parts: [
          {
            functionResponse: {
              id: "c",
              name: "read",
              response: { error: "The call was interrupted; there is no result." },
            },
          },
          { text: "never mind" },
        ],
      },
    ]);
  });

  it("begin with the user, and keep what a stray result says", () => {
    const { body, losses } = encode({
      turns: [turn("assistant", textPart("hello")), turn("user", result("x", "7"))],
    });
    expect(body.contents).toMatchObject([
      { role: "user" },
      { role: "model", parts: [{ text: "hello" }] },
      { role: "user", parts: [{ text: "Result of a tool: 7" }] },
    ]);
    expect(losses).toHaveLength(1);
  });

  it("sign the first call of each step of the turn under way", () => {
    const signed: Part = {
      kind: "reasoning",
      text: "",
      opaque: { protocol: "gemini", value: "c2ln" },
      isRedacted: false,
      ...PLAIN,
    };
    const { body } = encode(
      {
        turns: [
          turn("user", textPart("one")),
          turn("assistant", call("a", "f")),
          turn("user", result("a", "")),
          turn("assistant", textPart("done")),
          turn("user", textPart("two")),
          turn("assistant", signed, call("b", "f")),
          turn("user", result("b", "")),
          turn("assistant", call("c", "f"), call("d", "f")),
          turn("user", result("c", ""), result("d", "")),
        ],
      },
      "gemini-3-pro-preview",
    );
    const signatures = (body.contents as { parts: { functionCall?: object; thoughtSignature?: string }[] }[])
      .flatMap(({ parts }) => parts)
      .flatMap((part) => (part.functionCall ? [part.thoughtSignature] : []));
    expect(signatures).toEqual([undefined, "c2ln", "skip_thought_signature_validator", undefined]);
  });

  it("drop what other models thought, and say so", () => {
    const foreign: Part = {
      kind: "reasoning",
      text: "hm",
      opaque: { protocol: "anthropic", value: "EqQB" },
      isRedacted: false,
      ...PLAIN,
    };
    const encoded = encode({
      turns: [turn("user", textPart("a")), turn("assistant", foreign, textPart("b"))],
    });
    expect(JSON.stringify(encoded.body)).not.toMatch(/hm|EqQB/);
    expect(lossesOf(encoded)).toEqual(["reasoning-content dropped", "opaque-content dropped"]);
  });

  it.each<[Part, JsonObject]>([
    [
      media({ kind: "base64", data: "iVBORw0KGgo=" }, null),
      { inlineData: { mimeType: "image/png", data: "iVBORw0KGgo=" } },
    ],
    [
      media({ kind: "base64", data: "AAAA" }, "audio/wav"),
      { inlineData: { mimeType: "audio/wav", data: "AAAA" } },
    ],
    [
      media({ kind: "url", url: "https://x.example/a.webp?b=1" }, "image/*"),
      { fileData: { mimeType: "image/webp", fileUri: "https://x.example/a.webp?b=1" } },
    ],
    [media({ kind: "text", text: "plain" }, "text/plain"), { text: "plain" }],
    [
      media({ kind: "file-id", id: "files/abc", protocol: "gemini" }, "application/pdf"),
      { fileData: { mimeType: "application/pdf", fileUri: "files/abc" } },
    ],
  ])("take media as %j", (part, wire) => {
    expect(encode({ turns: [turn("user", part)] }).body.contents).toEqual([{ role: "user", parts: [wire] }]);
  });

  it.each<Part>([
    media({ kind: "file-id", id: "file-1", protocol: "openai-responses" }, "image/png"),
    media({ kind: "base64", data: "AAAA" }, null),
    media({ kind: "url", url: "ftp://x.example/a" }, "image/png"),
  ])("refuse what Gemini could not read: %j", (part) => {
    expect(() => encode({ turns: [turn("user", part)] })).toThrow(TranslationError);
  });

  it("have media of results inside them for Gemini 3, behind them before", () => {
    const image = media({ kind: "base64", data: "iVBORw0KGgo=" }, "image/png");
    const shown: Part = {
      ...(result("a", "see") as Part & { kind: "tool-result" }),
      content: [textPart("see"), image],
    };
    const turns = [turn("user", textPart("x")), turn("assistant", call("a", "shot")), turn("user", shown)];
    const [, , inside] = encode({ turns }, "gemini-3-flash").body.contents as { parts: JsonObject[] }[];
    expect(inside?.parts).toHaveLength(1);
    expect(inside?.parts[0]?.functionResponse).toMatchObject({
      parts: [{ inlineData: { mimeType: "image/png" } }],
    });
    const before = encode({ turns });
    expect((before.body.contents as { parts: JsonObject[] }[])[2]?.parts[1]).toHaveProperty("inlineData");
    expect(lossesOf(before)).toEqual(["tool-result-media approximated"]);
  });
});

function media(
  source: (Part & { kind: "media" })["source"],
  mediaType: string | null,
): Part & { readonly kind: "media" } {
  return { kind: "media", mediaType, source, name: null, detail: null, ...PLAIN };
}

describe("tools", () => {
  it("get names that Gemini takes, the same in calls, results and choice, and the way back", () => {
    const long = `mcp__server__${"x".repeat(70)}`;
    const odd = "1st tool!";
    const encoded = encode({
      tools: [tool(long), tool(odd), tool("fine.name-1")],
      toolChoice: { kind: "tool", name: odd },
      turns: [
        turn("user", textPart("x")),
        turn("assistant", call("a", long)),
        turn("user", result("a", "y")),
      ],
    });
    const names = [...encoded.toolNames];
    expect(names.map(([, original]) => original).sort()).toEqual([odd, long].sort());
    const short = names.find(([, original]) => original === long)?.[0];
    expect(JSON.stringify(encoded.body.contents).split(`"${short}"`)).toHaveLength(3);
    expect(encoded.body.toolConfig).toEqual({
      functionCallingConfig: {
        mode: "ANY",
        allowedFunctionNames: [names.find(([, original]) => original === odd)?.[0]],
      },
    });
  });

  it("keep JSON Schema, but for what the API refuses", () => {
    const encoded = encode({
      tools: [
        tool("f", {
          properties: {
            kind: { const: "a" },
            child: { $ref: "#/definitions/Child", description: "beside" },
            code: { type: "string", pattern: "^a" },
            __proto__: { type: "string" },
          },
          definitions: { Child: { type: "object", properties: {} } },
        }),
      ],
    });
    expect(encoded.body.tools).toEqual([
      {
        functionDeclarations: [
          {
            name: "f",
            parametersJsonSchema: {
              type: "object",
              properties: {
                kind: { enum: ["a"] },
                child: { $ref: "#/$defs/Child" },
                code: { type: "string", pattern: "^a" },
              },
              $defs: { Child: { type: "object", properties: {} } },
            },
          },
        ],
      },
    ]);
    expect(encoded.losses.map(({ detail }) => detail)).toEqual(["description beside $ref", "pattern"]);
  });

  it("loses the search beside functions, and keeps it alone", () => {
    const search = {
      kind: "web-search",
      ...{ maxUses: null, allowedDomains: [], blockedDomains: [], cache: null, own: null },
    } as const;
    expect(encode({ tools: [search] }).body.tools).toEqual([{ googleSearch: {} }]);
    expect(lossesOf(encode({ tools: [search, tool("f")] }))).toEqual(["server-tool dropped"]);
  });

  it("spells the output format out beside tools where the model takes none", () => {
    const outputFormat = {
      kind: "json-schema",
      ...{ name: "n", description: null, schema: { type: "object" }, strict: true },
    } as const;
    const old = encode({ tools: [tool("f")], outputFormat });
    expect(old.body).not.toHaveProperty("generationConfig");
    expect(JSON.stringify(old.body.systemInstruction)).toContain("JSON Schema");
    expect(lossesOf(old)).toEqual(["output-format approximated"]);
    expect(encode({ tools: [tool("f")], outputFormat }, "gemini-3-pro").body.generationConfig).toEqual({
      responseMimeType: "application/json",
      responseJsonSchema: { type: "object" },
    });
  });
});

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
