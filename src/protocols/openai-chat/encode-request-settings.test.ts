import { describe, expect, it } from "vitest";
import { encodeOpenAiChat as encode, expectOpenAiChat } from "../../../tests/support/strict-requests";
import { NO_SAMPLING } from "../ir/request";
import { type Case, lost, named } from "./encode-request.fixtures";

const CASES: readonly Case[] = [
  [
    "sends four stop sequences",
    { stopSequences: ["1", "2", "3", "4", "5"] },
    { rest: { stop: ["1", "2", "3", "4"] }, lost: lost("stop-sequences") },
  ],
  [
    "has no top_k",
    { sampling: { ...NO_SAMPLING, topK: 64, temperature: 0.5 } },
    { rest: { temperature: 0.5 }, lost: lost("top-k") },
  ],
  [
    "keeps sampling from reasoning models",
    { sampling: { ...NO_SAMPLING, temperature: 0.5, topP: 1, seed: 3 } },
    { rest: { seed: 3 }, lost: lost("temperature") },
    "gpt-5",
  ],
  [
    "samples where thinking is off",
    {
      sampling: { ...NO_SAMPLING, temperature: 0.5 },
      reasoning: { mode: "off", effort: null, budgetTokens: null, summary: null },
    },
    { rest: { temperature: 0.5, reasoning_effort: "none" } },
    "gpt-5.2",
  ],
  [
    "says JSON where nobody did",
    { outputFormat: { kind: "json" } },
    {
      messages: [expect.objectContaining({ role: "system" }), { role: "user", content: "Hello" }],
      rest: { response_format: { type: "json_object" } },
    },
  ],
  [
    "holds a schema to its rules where it keeps them",
    {
      outputFormat: {
        kind: "json-schema",
        name: null,
        description: null,
        schema: { type: "object", properties: {}, required: [], additionalProperties: false },
        strict: null,
      },
    },
    {
      rest: {
        response_format: {
          type: "json_schema",
          json_schema: {
            name: "answer",
            schema: { type: "object", properties: {}, required: [], additionalProperties: false },
            strict: true,
          },
        },
      },
    },
  ],
  [
    "guides by a schema that does not",
    {
      outputFormat: {
        kind: "json-schema",
        name: "x y",
        description: null,
        schema: { type: "object" },
        strict: true,
      },
    },
    {
      rest: {
        response_format: {
          type: "json_schema",
          json_schema: { name: expect.stringMatching(/^x_y_/), schema: { type: "object" } },
        },
      },
      lost: lost("output-format", "approximated"),
    },
  ],
  [
    "shortens a user's id",
    { userId: "x".repeat(200) },
    {
      rest: { safety_identifier: expect.stringMatching(/^[0-9a-f]{64}$/) },
      lost: lost("user-id", "approximated"),
    },
  ],
  [
    "keeps metadata with what is stored",
    { metadata: { a: "1", b: 2 }, store: true },
    { rest: { store: true, metadata: { a: "1" } }, lost: lost("metadata", "approximated") },
  ],
  ["loses metadata otherwise", { metadata: { a: "1" } }, { rest: {}, lost: lost("metadata") }],
  [
    "keeps what only OpenAI knows from others",
    { promptCacheKey: "k", serviceTier: "priority", store: true, verbosity: "low" },
    {
      rest: {},
      lost: [...lost("service-tier"), ...lost("store"), ...lost("prompt-cache-key"), ...lost("verbosity")],
    },
    "glm-5",
  ],
  [
    "asks for the usage of streams",
    { wantsStream: true },
    { rest: { stream: true, stream_options: { include_usage: true } } },
  ],
  [
    "reports what only another protocol knows",
    { own: { protocol: "anthropic", fields: { container: "c", context_management: {} } } },
    { rest: {}, lost: [...lost("container"), ...lost("context-management")] },
  ],
];

describe("a request of another protocol", () => {
  it.each(named(CASES))("$name", expectOpenAiChat);

  it("asks for no more output than the model has", () => {
    const { rest, lost: found } = encode({ maxOutputTokens: 64_000 }, "gpt-4o", 16_384);
    expect(rest).toEqual({ max_completion_tokens: 16_384 });
    expect(found).toEqual(lost("max-output-tokens", "approximated"));
  });
});
