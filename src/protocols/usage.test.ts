import { describe, expect, it } from "vitest";
import { NO_USAGE, promptTokens, totalTokens, type Usage } from "@/domain/pricing/usage";
import type { Protocol } from "@/domain/protocol";
import { adapterOf } from "./registry";

/** One-piece answers as providers document or send them, and the buckets they mean. `total` is the provider's own sum. */
const GOLDEN: readonly (readonly [
  name: string,
  protocol: Protocol,
  answer: object,
  usage: Partial<Usage>,
  total: number,
])[] = [
  [
    "Anthropic, with reads and both kinds of writes",
    "anthropic",
    {
      content: [],
      usage: {
        input_tokens: 10,
        cache_read_input_tokens: 2_000,
        cache_creation_input_tokens: 700,
        cache_creation: { ephemeral_5m_input_tokens: 300, ephemeral_1h_input_tokens: 400 },
        output_tokens: 50,
        server_tool_use: { web_search_requests: 2 },
      },
    },
    {
      inputTokens: 10,
      cacheReadTokens: 2_000,
      cacheWrite5mTokens: 300,
      cacheWrite1hTokens: 400,
      outputTokens: 50,
      webSearches: 2,
    },
    2_760,
  ],
  [
    "Chat Completions, reads and reasoning inside the totals",
    "openai-chat",
    {
      choices: [],
      usage: {
        prompt_tokens: 1_117,
        completion_tokens: 46,
        total_tokens: 1_163,
        prompt_tokens_details: { cached_tokens: 1_024, audio_tokens: 0 },
        completion_tokens_details: { reasoning_tokens: 30, accepted_prediction_tokens: 0 },
      },
    },
    { inputTokens: 93, cacheReadTokens: 1_024, outputTokens: 46, reasoningTokens: 30 },
    1_163,
  ],
  [
    "OpenRouter, with writes to a cache",
    "openai-chat",
    {
      choices: [],
      usage: {
        prompt_tokens: 10_339,
        completion_tokens: 60,
        total_tokens: 10_399,
        prompt_tokens_details: { cached_tokens: 10_000, cache_write_tokens: 300 },
      },
    },
    { inputTokens: 39, cacheReadTokens: 10_000, cacheWrite5mTokens: 300, outputTokens: 60 },
    10_399,
  ],
  [
    "DeepSeek",
    "openai-chat",
    {
      choices: [],
      usage: {
        prompt_tokens: 100,
        completion_tokens: 7,
        total_tokens: 107,
        prompt_cache_hit_tokens: 64,
        prompt_cache_miss_tokens: 36,
      },
    },
    { inputTokens: 36, cacheReadTokens: 64, outputTokens: 7 },
    107,
  ],
  [
    "xAI, reasoning beside the completion",
    "openai-chat",
    {
      choices: [],
      usage: {
        prompt_tokens: 32,
        completion_tokens: 9,
        total_tokens: 135,
        prompt_tokens_details: { cached_tokens: 6 },
        completion_tokens_details: { reasoning_tokens: 94 },
      },
    },
    { inputTokens: 26, cacheReadTokens: 6, outputTokens: 103, reasoningTokens: 94 },
    135,
  ],
  [
    "embeddings",
    "openai-chat",
    { object: "list", data: [], usage: { prompt_tokens: 8, total_tokens: 8 } },
    { inputTokens: 8 },
    8,
  ],
  [
    "Responses, with searches in the output",
    "openai-responses",
    {
      error: null,
      output: [
        { type: "web_search_call" },
        { type: "reasoning" },
        { type: "web_search_call" },
        { type: "message" },
      ],
      usage: {
        input_tokens: 328,
        input_tokens_details: { cached_tokens: 256 },
        output_tokens: 52,
        output_tokens_details: { reasoning_tokens: 40 },
        total_tokens: 380,
      },
    },
    { inputTokens: 72, cacheReadTokens: 256, outputTokens: 52, reasoningTokens: 40, webSearches: 2 },
    380,
  ],
  [
    "Gemini, thoughts beside the candidates, tools beside the prompt",
    "gemini",
    {
      candidates: [],
      usageMetadata: {
        promptTokenCount: 5_000,
        cachedContentTokenCount: 4_096,
        toolUsePromptTokenCount: 77,
        candidatesTokenCount: 120,
        thoughtsTokenCount: 380,
        totalTokenCount: 5_577,
      },
    },
    { inputTokens: 981, cacheReadTokens: 4_096, outputTokens: 500, reasoningTokens: 380 },
    5_577,
  ],
  [
    "Gemini that leaves its candidates' count out",
    "gemini",
    { candidates: [], usageMetadata: { promptTokenCount: 10, totalTokenCount: 25 } },
    { inputTokens: 10, outputTokens: 15 },
    25,
  ],
  [
    "Gemini in the envelope of Code Assist, with searches",
    "gemini",
    {
      response: {
        candidates: [{ groundingMetadata: { webSearchQueries: ["a", "b"] } }],
        modelVersion: "gemini-3-pro-preview",
        usageMetadata: { promptTokenCount: 3, candidatesTokenCount: 4, totalTokenCount: 7 },
      },
      traceId: "t",
    },
    { inputTokens: 3, outputTokens: 4, webSearches: 2 },
    7,
  ],
  [
    "Gemini 2.5, whose searches are billed by prompt",
    "gemini",
    {
      candidates: [{ groundingMetadata: { webSearchQueries: ["a", "b"] } }],
      modelVersion: "gemini-2.5-pro",
      usageMetadata: { promptTokenCount: 3, candidatesTokenCount: 4, totalTokenCount: 7 },
    },
    { inputTokens: 3, outputTokens: 4, webSearches: 1 },
    7,
  ],
];

describe("26: usage buckets are disjoint and sum to the provider's total", () => {
  it.each(GOLDEN)("%s", (_name, protocol, answer, expected, total) => {
    const verdict = adapterOf(protocol).inspectAnswer(Buffer.from(JSON.stringify(answer)));
    expect(verdict).toEqual({ kind: "complete", usage: { ...NO_USAGE, ...expected } });
    expect(totalTokens({ ...NO_USAGE, ...expected })).toBe(total);
  });

  it.each(["anthropic", "openai-chat", "openai-responses", "gemini"] as const)(
    "no bucket of %s is ever negative, whatever nonsense is reported",
    (protocol) => {
      const nonsense = {
        prompt_tokens: 5,
        input_tokens: 5,
        promptTokenCount: 5,
        prompt_tokens_details: { cached_tokens: 50, cache_write_tokens: -3 },
        input_tokens_details: { cached_tokens: 50, cache_write_tokens: Number.MAX_VALUE },
        cachedContentTokenCount: 50,
        completion_tokens: "many",
        output_tokens: null,
        total_tokens: -1,
      };
      const usage = adapterOf(protocol).reportedUsage.read(nonsense);
      const { serviceTier, ...counts } = usage;
      for (const count of Object.values(counts)) expect(count).toBeGreaterThanOrEqual(0);
      expect(serviceTier).toBe("standard");
      expect(promptTokens(usage)).toBe(5);
    },
  );
});

describe("an answer in one piece that is none", () => {
  it.each(["anthropic", "openai-chat", "openai-responses", "gemini"] as const)(
    "of %s is told apart",
    (protocol) => {
      const { inspectAnswer, errorBody } = adapterOf(protocol);
      const kinds = ["", "<!DOCTYPE html>", "[]", "{}", '{"ok":true}', '"text"'].map(
        (text) => inspectAnswer(Buffer.from(text)).kind,
      );
      expect(kinds).toEqual(Array(6).fill("invalid"));
      const facts = { status: 529, code: "overloaded", message: "too much", requestId: "r", extra: {} };
      expect(inspectAnswer(Buffer.from(errorBody(facts)))).toEqual({ kind: "error", message: "too much" });
    },
  );

  it("a response that failed is an error though it has an output", () => {
    const { inspectAnswer } = adapterOf("openai-responses");
    const failed = { status: "failed", error: { code: "server_error", message: "no luck" }, output: [] };
    expect(inspectAnswer(Buffer.from(JSON.stringify(failed)))).toEqual({ kind: "error", message: "no luck" });
  });
});
