import { describe, expect, it } from "vitest";
import { anthropicRequest } from "../../../dev/fake-upstream/strict/anthropic";
import type { JsonObject } from "../ir/opaque";
import { PLAIN, textPart } from "../ir/part";
import { type IrRequest, NO_SAMPLING, type ReasoningConfig, type Tool } from "../ir/request";
import { anthropicCodec } from "./codec";
import { DEFAULT_MAX_TOKENS } from "./encode-request";
import { BARE_REQUEST, encodeFor, toolCall, toolResult, turn } from "./test-support";

const BUDGET = "claude-sonnet-4-5";
const ADAPTIVE = "claude-opus-4-8";

/** Encodes, and holds the body against the real API's rules. */
function encode(model: string, members: Partial<IrRequest>, modelMaxOutputTokens: number | null = null) {
  const encoded = encodeFor(model, members, { modelMaxOutputTokens });
  expect(anthropicRequest.safeParse(encoded.body).error?.issues ?? []).toEqual([]);
  return { ...encoded, lost: encoded.losses.map(({ feature, kind }) => `${feature} ${kind}`) };
}

const tool = (name: string, members: object = {}): Tool => ({
  kind: "function",
  name,
  description: null,
  parameters: null,
  strict: null,
  ...PLAIN,
  ...members,
});

describe("max_tokens", () => {
  it.each([
    [500, null, 500, []],
    [500, 400, 400, ["max-output-tokens approximated"]],
    [null, 8_192, 8_192, ["max-output-tokens approximated"]],
    [null, null, DEFAULT_MAX_TOKENS, ["max-output-tokens approximated"]],
  ])("%j of a model with %j is %j", (maxOutputTokens, most, expected, losses) => {
    const { body, lost } = encode(BUDGET, { maxOutputTokens }, most);
    expect(body.max_tokens).toBe(expected);
    expect(lost).toEqual(losses);
  });
});

describe("thinking", () => {
  const config = (members: Partial<ReasoningConfig>): ReasoningConfig => ({
    mode: "on",
    effort: null,
    budgetTokens: null,
    summary: null,
    ...members,
  });
  const APPROXIMATED = ["reasoning-config approximated"];
  const DROPPED = ["reasoning-config dropped"];

  it.each<[string, Partial<ReasoningConfig>, number, JsonObject, string[]]>([
    [
      BUDGET,
      { effort: "medium" },
      32_000,
      { thinking: { type: "enabled", budget_tokens: 8_192 } },
      APPROXIMATED,
    ],
    [
      BUDGET,
      { effort: "max" },
      10_000,
      { thinking: { type: "enabled", budget_tokens: 8_000 } },
      APPROXIMATED,
    ],
    [
      BUDGET,
      { effort: "minimal" },
      32_000,
      { thinking: { type: "enabled", budget_tokens: 1_024 } },
      APPROXIMATED,
    ],
    [BUDGET, { budgetTokens: 4_000 }, 4_096, { thinking: { type: "enabled", budget_tokens: 4_000 } }, []],
    [
      BUDGET,
      { budgetTokens: 9_000 },
      4_096,
      { thinking: { type: "enabled", budget_tokens: 4_095 } },
      APPROXIMATED,
    ],
    [BUDGET, { effort: "high" }, 1_024, {}, DROPPED],
    [BUDGET, { effort: "none" }, 4_096, { thinking: { type: "disabled" } }, []],
    [
      ADAPTIVE,
      { effort: "high", summary: "auto" },
      4_096,
      { thinking: { type: "adaptive", display: "summarized" }, output_config: { effort: "high" } },
      [],
    ],
    [
      ADAPTIVE,
      { effort: "minimal" },
      4_096,
      { thinking: { type: "adaptive" }, output_config: { effort: "low" } },
      APPROXIMATED,
    ],
    [
      ADAPTIVE,
      { budgetTokens: 9_000 },
      4_096,
      { thinking: { type: "adaptive" }, output_config: { effort: "medium" } },
      APPROXIMATED,
    ],
    [ADAPTIVE, { mode: "off" }, 4_096, { thinking: { type: "disabled" } }, []],
    [
      "claude-opus-4-6",
      { effort: "xhigh" },
      4_096,
      { thinking: { type: "adaptive" }, output_config: { effort: "high" } },
      APPROXIMATED,
    ],
    ["claude-fable-5", { mode: "off" }, 4_096, { output_config: { effort: "low" } }, APPROXIMATED],
    ["claude-3-5-haiku-20241022", { effort: "high" }, 4_096, {}, DROPPED],
    ["claude-3-5-haiku-20241022", { mode: "off" }, 4_096, {}, []],
    [
      "kimi-k2",
      { effort: "medium" },
      32_000,
      { thinking: { type: "enabled", budget_tokens: 8_192 } },
      APPROXIMATED,
    ],
  ])("of %s, %j within %i is %j", (model, reasoning, maxOutputTokens, expected, losses) => {
    const { body, lost } = encode(model, { reasoning: config(reasoning), maxOutputTokens });
    const { thinking, output_config } = body;
    expect({ ...(thinking && { thinking }), ...(output_config && { output_config }) }).toEqual(expected);
    expect(lost).toEqual(losses);
  });

  it("gives way to a tool that must be called", () => {
    const { body, lost } = encode(BUDGET, {
      maxOutputTokens: 4_096,
      reasoning: config({ effort: "high" }),
      tools: [tool("f")],
      toolChoice: { kind: "required" },
    });
    expect(body).not.toHaveProperty("thinking");
    expect(lost).toEqual(DROPPED);
  });

  it("does not begin in the midst of a turn with tools, where budgets are", () => {
    const turns = [
      turn("user", textPart("x")),
      turn("assistant", toolCall("a")),
      turn("user", toolResult("a")),
    ];
    const members = { turns, reasoning: config({ effort: "high" }), maxOutputTokens: 32_000 };
    expect(encode(BUDGET, members).lost).toEqual(DROPPED);
    expect(encode(ADAPTIVE, members).lost).toEqual([]);
  });
});

describe("sampling", () => {
  const all = { ...NO_SAMPLING, temperature: 1.5, topP: 0.5, topK: 9 };

  it.each([
    ["glm-4.6", { temperature: 1, top_p: 0.5, top_k: 9 }, ["temperature approximated"]],
    [BUDGET, { temperature: 1, top_k: 9 }, ["temperature approximated", "top-p dropped"]],
    [ADAPTIVE, {}, ["temperature dropped", "top-p dropped", "top-k dropped"]],
  ])("of %s is %j", (model, expected, losses) => {
    const { body, lost } = encode(model, { sampling: all });
    const { temperature, top_p, top_k } = body;
    expect(JSON.parse(JSON.stringify({ temperature, top_p, top_k }))).toEqual(expected);
    expect(lost).toEqual(losses);
  });

  it("keeps a top_p beside the temperature that holds anyway", () => {
    const { body, lost } = encode(BUDGET, { sampling: { ...NO_SAMPLING, temperature: 1, topP: 0.5 } });
    expect(body).toMatchObject({ top_p: 0.5 });
    expect(body).not.toHaveProperty("temperature");
    expect(lost).toEqual([]);
  });

  it("is the model's own while it thinks", () => {
    const reasoning = { mode: "on", effort: null, budgetTokens: 2_000, summary: null } as const;
    const { lost } = encode("glm-4.6", { sampling: all, reasoning, maxOutputTokens: 4_096 });
    expect(lost).toEqual(["temperature dropped", "top-p dropped", "top-k dropped"]);
  });
});

describe("tools", () => {
  it("are functions with names that fit, in calls and choices too", () => {
    const name = "mcp.server/tool é";
    const { body, toolNames } = encode(BUDGET, {
      tools: [tool(name, { parameters: { properties: { a: {} } } }), tool("plain")],
      toolChoice: { kind: "tool", name },
      parallelToolCalls: false,
      turns: [
        turn("user", textPart("x")),
        turn("assistant", toolCall("a", name)),
        turn("user", toolResult("a")),
      ],
    });
    const [safe] = toolNames.keys();
    expect([...toolNames]).toEqual([[expect.stringMatching(/^mcp_server_tool___[0-9a-f]{8}$/), name]]);
    expect(body).toMatchObject({
      tools: [{ name: safe, input_schema: { type: "object" } }, { name: "plain" }],
      tool_choice: { type: "tool", name: safe, disable_parallel_tool_use: true },
      messages: [{}, { content: [{ name: safe }] }, {}],
    });
  });

  it("with long names keep them apart", () => {
    const names = ["a", "b"].map((end) => "x".repeat(200) + end);
    const { body, toolNames } = encode(BUDGET, { tools: names.map((name) => tool(name)) });
    expect([...toolNames.values()]).toEqual(names);
    expect(body.tools).toHaveLength(2);
  });

  it("of free text are functions of one text", () => {
    const custom: Tool = {
      kind: "custom",
      name: "apply_patch",
      description: "d",
      format: { type: "text" },
      ...PLAIN,
    };
    const { body, lost } = encode(BUDGET, {
      tools: [custom],
      turns: [
        turn("user", textPart("x")),
        turn("assistant", { ...toolCall("a", "apply_patch", "*** Begin"), form: "custom" } as never),
        turn("user", toolResult("a")),
      ],
    });
    expect(body).toMatchObject({
      tools: [{ name: "apply_patch", input_schema: { required: ["input"] } }],
      messages: [{}, { content: [{ input: { input: "*** Begin" } }] }, {}],
    });
    expect(lost).toEqual(["custom-tool approximated"]);
  });

  it("of other vendors are lost; web search is everyone's", () => {
    const { body, lost } = encode(BUDGET, {
      tools: [
        { kind: "opaque", what: "namespace", opaque: { protocol: "openai-responses", value: {} }, ...PLAIN },
        { kind: "web-search", maxUses: null, allowedDomains: ["a"], blockedDomains: ["b"], ...PLAIN },
        tool("web_search"),
      ],
    });
    expect(body.tools).toMatchObject([
      { type: "web_search_20250305", name: "web_search", allowed_domains: ["a"] },
      { name: expect.stringMatching(/^web_search_[0-9a-f]{8}$/) },
    ]);
    expect(lost).toEqual(["server-tool dropped", "server-tool approximated"]);
  });

  it("that are strict have schemas that fit", () => {
    const parameters = { type: "object", properties: { a: { type: "integer", minimum: 1 } } };
    const tools = [tool("f", { strict: true, parameters })];
    expect(encode(BUDGET, { tools }).body.tools).toMatchObject([
      { strict: true, input_schema: { additionalProperties: false, properties: { a: { type: "integer" } } } },
    ]);
    expect(encode("claude-3-haiku-20240307", { tools }).lost).toEqual(["tool-strict dropped"]);
  });

  it("have no unions at the top of their schemas", () => {
    const { lost } = encode(BUDGET, { tools: [tool("f", { parameters: { anyOf: [{ type: "object" }] } })] });
    expect(lost).toEqual(["tool-schema approximated"]);
  });

  it.each<[string, Partial<IrRequest>, unknown, string[]]>([
    ["none", { toolChoice: { kind: "none" }, parallelToolCalls: false }, { type: "none" }, []],
    ["parallel", { parallelToolCalls: true }, undefined, []],
    ["one at a time", { parallelToolCalls: false }, { type: "auto", disable_parallel_tool_use: true }, []],
    ["an unknown one", { toolChoice: { kind: "tool", name: "g" } }, undefined, ["tool-choice dropped"]],
    [
      "one without tools",
      { tools: [], toolChoice: { kind: "required" } },
      undefined,
      ["tool-choice dropped"],
    ],
    [
      "some",
      { toolChoice: { kind: "allowed", names: ["f"], isRequired: true } },
      { type: "any" },
      ["tool-choice approximated"],
    ],
  ])("are chosen: %s", (_, members, expected, losses) => {
    const { body, lost } = encode(BUDGET, { tools: [tool("f"), tool("h")], ...members });
    expect(body.tool_choice).toEqual(expected);
    expect(lost).toEqual(losses);
  });
});

describe("the rest of a request", () => {
  it("is kept where there is a place for it", () => {
    const schema = { type: "object", properties: { a: { type: "string", maxLength: 3 } } };
    const { body, lost, path, headers } = encode(BUDGET, {
      userId: "u",
      serviceTier: "default",
      stopSequences: ["END", " "],
      outputFormat: { kind: "json-schema", name: "n", description: null, schema, strict: true },
    });
    expect(body).toMatchObject({
      metadata: { user_id: "u" },
      service_tier: "standard_only",
      stop_sequences: ["END"],
      output_config: {
        format: {
          type: "json_schema",
          schema: { type: "object", properties: { a: { type: "string" } }, additionalProperties: false },
        },
      },
    });
    expect(lost).toEqual(["output-format approximated", "stop-sequences dropped"]);
    expect(path).toBe("/v1/messages");
    expect(headers).toEqual([["anthropic-version", "2023-06-01"]]);
  });

  it("is told as lost where there is none", () => {
    const { lost } = encode(BUDGET, {
      sampling: {
        ...NO_SAMPLING,
        frequencyPenalty: 1,
        presencePenalty: 1,
        seed: 1,
        candidates: 2,
        topLogprobs: 0,
      },
      outputFormat: { kind: "json" },
      verbosity: "low",
      metadata: { a: "b" },
      serviceTier: "flex",
      store: true,
      promptCacheKey: "k",
      own: { protocol: "openai-responses", fields: { include: ["web_search_call.results"], new_one: 1 } },
    });
    expect(lost.map((loss) => loss.split(" ")[0])).toEqual([
      "output-format",
      "verbosity",
      "metadata",
      "prompt-cache-key",
      "store",
      "include",
      "unknown-field",
      "penalties",
      "penalties",
      "seed",
      "logprobs",
      "multiple-candidates",
      "service-tier",
    ]);
  });
});

describe("counting tokens", () => {
  const { count } = anthropicCodec;

  it("asks with what counts, and reads and writes the number", () => {
    const target = { model: BUDGET, wantsStream: true, modelMaxOutputTokens: null };
    const encoded = count?.encodeRequest({ ...BARE_REQUEST, userId: "u", tools: [tool("f")] }, target);
    expect(encoded?.path).toBe("/v1/messages/count_tokens");
    expect(Object.keys(encoded?.body ?? {}).sort()).toEqual(["messages", "model", "tools"]);
    expect(count?.decodeAnswer(count.encodeAnswer(42))).toBe(42);
    expect(() => count?.decodeAnswer({})).toThrow(/input_tokens/);
  });
});
