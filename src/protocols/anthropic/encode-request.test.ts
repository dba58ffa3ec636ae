import { describe, expect, it } from "vitest";
import { encodeAnthropic as encode } from "../../../tests/support/strict-requests";
import { NO_SAMPLING } from "../ir/request";
import { anthropicCodec } from "./codec";
import { DEFAULT_MAX_TOKENS } from "./encode-request";
import { ADAPTIVE, BARE_REQUEST, BUDGET, tool } from "./test-support";

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
