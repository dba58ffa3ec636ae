import type { WireAnswer, WireDialectName } from "./wire-answers";

/** LiteLLM records of three made-up models; USD per million tokens are 1e-6 of what they say. */
export const GOLDEN_PRICES = new Map([
  [
    "claude-golden",
    {
      ...{ input_cost_per_token: 3e-6, output_cost_per_token: 15e-6 },
      ...{ cache_read_input_token_cost: 0.3e-6, cache_creation_input_token_cost: 3.75e-6 },
      cache_creation_input_token_cost_above_1hr: 6e-6,
      ...{ input_cost_per_token_above_200k_tokens: 6e-6, output_cost_per_token_above_200k_tokens: 22.5e-6 },
      cache_read_input_token_cost_above_200k_tokens: 0.6e-6,
      cache_creation_input_token_cost_above_200k_tokens: 7.5e-6,
      cache_creation_input_token_cost_above_1hr_above_200k_tokens: 12e-6,
      search_context_cost_per_query: { search_context_size_medium: 0.01 },
    },
  ],
  [
    "gpt-golden",
    {
      ...{ input_cost_per_token: 2e-6, output_cost_per_token: 8e-6, cache_read_input_token_cost: 0.5e-6 },
      ...{ input_cost_per_image_token: 4e-6, output_cost_per_image_token: 40e-6 },
      ...{ input_cost_per_token_above_272k_tokens: 4e-6, output_cost_per_token_above_272k_tokens: 12e-6 },
      cache_read_input_token_cost_above_272k_tokens: 1e-6,
      ...{ input_cost_per_token_priority: 3.5e-6, output_cost_per_token_priority: 14e-6 },
      cache_read_input_token_cost_priority: 0.875e-6,
      ...{ input_cost_per_token_flex: 1e-6, output_cost_per_token_flex: 4e-6 },
      cache_read_input_token_cost_flex: 0.25e-6,
      search_context_cost_per_query: { search_context_size_medium: 0.01 },
    },
  ],
  [
    "gemini-golden",
    {
      ...{ input_cost_per_token: 1.25e-6, output_cost_per_token: 10e-6 },
      ...{ cache_read_input_token_cost: 0.125e-6, output_cost_per_image_token: 30e-6 },
      ...{ input_cost_per_token_above_200k_tokens: 2.5e-6, output_cost_per_token_above_200k_tokens: 15e-6 },
      cache_read_input_token_cost_above_200k_tokens: 0.25e-6,
      ...{ input_cost_per_token_priority: 2.25e-6, output_cost_per_token_priority: 18e-6 },
      cache_read_input_token_cost_priority: 0.225e-6,
    },
  ],
]);

/** Columns of the ledger that are not zero, or not "standard". */
export type LedgerUsage = Readonly<Record<string, number | string>>;

export type GoldenUsage = readonly [
  name: string,
  dialect: WireDialectName,
  answer: WireAnswer,
  ledger: LedgerUsage,
  costUsd: string,
];

const openAi = (
  dialect: "chat" | "responses",
  prompt: number,
  output: number,
  { cached = 0, ...rest }: { cached?: number; written?: number; reasoning?: number } = {},
): object => {
  const prompted = { cached_tokens: cached, ...(rest.written && { cache_write_tokens: rest.written }) };
  const said = { reasoning_tokens: rest.reasoning ?? 0 };
  const total = { total_tokens: prompt + output };
  return dialect === "chat"
    ? {
        ...{ prompt_tokens: prompt, completion_tokens: output, ...total },
        ...{ prompt_tokens_details: prompted, completion_tokens_details: said },
      }
    : {
        ...{ input_tokens: prompt, output_tokens: output, ...total },
        ...{ input_tokens_details: prompted, output_tokens_details: said },
      };
};

const OPENAI_GOLDEN = (["chat", "responses"] as const).flatMap((dialect): GoldenUsage[] => [
  [
    ...(["no cache", dialect, { usage: openAi(dialect, 1234, 567) }] as const),
    { input_tokens: 1234, output_tokens: 567 },
    "0.007704400000000", // (1234 × 2 + 567 × 8) / 1e6 × 1.1
  ],
  [
    ...(["cache read", dialect, { usage: openAi(dialect, 20_018, 13, { cached: 20_007 }) }] as const),
    { input_tokens: 11, cache_read_tokens: 20_007, output_tokens: 13 },
    "0.011142450000000", // (11 × 2 + 20007 × 0.5 + 13 × 8) / 1e6 × 1.1
  ],
  [
    ...(["cache write", dialect] as const),
    { usage: openAi(dialect, 2025, 19, { cached: 5, written: 2003 }) },
    { input_tokens: 17, cache_read_tokens: 5, cache_write_5m_tokens: 2003, output_tokens: 19 },
    "0.005715600000000", // (17 × 2 + 5 × 0.5 + 2003 × 2 × 1.25 + 19 × 8) / 1e6 × 1.1
  ],
  [
    ...(["long context, one token above the line", dialect] as const),
    { usage: openAi(dialect, 272_001, 31, { cached: 272_000 }) },
    { input_tokens: 1, cache_read_tokens: 272_000, output_tokens: 31 },
    "0.299613600000000", // (1 × 4 + 272000 × 1 + 31 × 12) / 1e6 × 1.1
  ],
  [
    ...(["reasoning, once", dialect, { usage: openAi(dialect, 37, 4123, { reasoning: 4000 }) }] as const),
    { input_tokens: 37, output_tokens: 4123, reasoning_tokens: 4000 },
    "0.036363800000000", // (37 × 2 + 4123 × 8) / 1e6 × 1.1
  ],
  [
    ...(["priority", dialect] as const),
    { usage: openAi(dialect, 18, 13, { cached: 7 }), serviceTier: "priority" },
    { input_tokens: 11, cache_read_tokens: 7, output_tokens: 13, service_tier: "priority" },
    "0.000249287500000", // (11 × 3.5 + 7 × 0.875 + 13 × 14) / 1e6 × 1.1
  ],
  [
    ...(["flex", dialect] as const),
    { usage: openAi(dialect, 18, 13, { cached: 7 }), serviceTier: "flex" },
    { input_tokens: 11, cache_read_tokens: 7, output_tokens: 13, service_tier: "flex" },
    "0.000071225000000", // (11 × 1 + 7 × 0.25 + 13 × 4) / 1e6 × 1.1
  ],
]);

const ANTHROPIC_GOLDEN: readonly GoldenUsage[] = [
  [
    ...(["no cache", "anthropic", { usage: { input_tokens: 1234, output_tokens: 567 } }] as const),
    { input_tokens: 1234, output_tokens: 567 },
    "0.013427700000000", // (1234 × 3 + 567 × 15) / 1e6 × 1.1
  ],
  [
    ...(["cache read", "anthropic"] as const),
    { usage: { input_tokens: 11, cache_read_input_tokens: 20_007, output_tokens: 13 } },
    { input_tokens: 11, cache_read_tokens: 20_007, output_tokens: 13 },
    "0.006853110000000", // (11 × 3 + 20007 × 0.3 + 13 × 15) / 1e6 × 1.1
  ],
  [
    ...(["5 m write, unsplit", "anthropic"] as const),
    { usage: { input_tokens: 17, cache_creation_input_tokens: 2003, output_tokens: 19 } },
    { input_tokens: 17, cache_write_5m_tokens: 2003, output_tokens: 19 },
    "0.008631975000000", // (17 × 3 + 2003 × 3.75 + 19 × 15) / 1e6 × 1.1
  ],
  [
    ...(["1 h write beside a 5 m write", "anthropic"] as const),
    { usage: anthropicWrites(23, 0, 300, 4001, 29) },
    { input_tokens: 23, cache_write_5m_tokens: 300, cache_write_1h_tokens: 4001, output_tokens: 29 },
    "0.028198500000000", // (23 × 3 + 300 × 3.75 + 4001 × 6 + 29 × 15) / 1e6 × 1.1
  ],
  [
    ...(["long context, by the whole prompt", "anthropic"] as const),
    { usage: anthropicWrites(1, 199_997, 2, 1, 31) },
    {
      ...{ input_tokens: 1, cache_read_tokens: 199_997, cache_write_5m_tokens: 2 },
      ...{ cache_write_1h_tokens: 1, output_tokens: 31 },
    },
    "0.132801570000000", // (1 × 6 + 199997 × 0.6 + 2 × 7.5 + 1 × 12 + 31 × 22.5) / 1e6 × 1.1
  ],
  [
    ...(["a prompt of just 200,000 tokens, not long", "anthropic"] as const),
    { usage: { input_tokens: 200_000, output_tokens: 31 } },
    { input_tokens: 200_000, output_tokens: 31 },
    "0.660511500000000", // (200000 × 3 + 31 × 15) / 1e6 × 1.1
  ],
  [
    ...(["thinking and web searches", "anthropic"] as const),
    {
      usage: {
        ...{ input_tokens: 37, output_tokens: 4123, output_tokens_details: { thinking_tokens: 4000 } },
        server_tool_use: { web_search_requests: 2 },
      },
    },
    { input_tokens: 37, output_tokens: 4123, reasoning_tokens: 4000, web_searches: 2 },
    "0.090151600000000", // ((37 × 3 + 4123 × 15) / 1e6 + 2 × 0.01) × 1.1
  ],
];

function anthropicWrites(input: number, read: number, write5m: number, write1h: number, output: number) {
  return {
    ...{ input_tokens: input, cache_read_input_tokens: read, output_tokens: output },
    cache_creation_input_tokens: write5m + write1h,
    cache_creation: { ephemeral_5m_input_tokens: write5m, ephemeral_1h_input_tokens: write1h },
  };
}

const text = (tokenCount: number) => ({ modality: "TEXT", tokenCount });
const image = (tokenCount: number) => ({ modality: "IMAGE", tokenCount });

const GEMINI_GOLDEN: readonly GoldenUsage[] = [
  [
    ...(["no cache", "gemini"] as const),
    { usage: { promptTokenCount: 1234, candidatesTokenCount: 567, totalTokenCount: 1801 } },
    { input_tokens: 1234, output_tokens: 567 },
    "0.007933750000000", // (1234 × 1.25 + 567 × 10) / 1e6 × 1.1
  ],
  [
    ...(["cache read", "gemini"] as const),
    { usage: { promptTokenCount: 20_018, cachedContentTokenCount: 20_007, candidatesTokenCount: 13 } },
    { input_tokens: 11, cache_read_tokens: 20_007, output_tokens: 13 },
    "0.002909087500000", // (11 × 1.25 + 20007 × 0.125 + 13 × 10) / 1e6 × 1.1
  ],
  [
    ...(["long context, one token above the line", "gemini"] as const),
    { usage: { promptTokenCount: 200_001, cachedContentTokenCount: 200_000, candidatesTokenCount: 31 } },
    { input_tokens: 1, cache_read_tokens: 200_000, output_tokens: 31 },
    "0.055514250000000", // (1 × 2.5 + 200000 × 0.25 + 31 × 15) / 1e6 × 1.1
  ],
  [
    ...(["thoughts, beside the candidates", "gemini"] as const),
    { usage: { promptTokenCount: 37, candidatesTokenCount: 123, thoughtsTokenCount: 4000 } },
    { input_tokens: 37, output_tokens: 4123, reasoning_tokens: 4000 },
    "0.045403875000000", // (37 × 1.25 + 4123 × 10) / 1e6 × 1.1
  ],
  [
    ...(["images in and out", "gemini"] as const),
    {
      usage: {
        ...{ promptTokenCount: 298, promptTokensDetails: [text(40), image(258)] },
        ...{ candidatesTokenCount: 1301, candidatesTokensDetails: [text(11), image(1290)] },
      },
    },
    { input_tokens: 298, image_input_tokens: 258, output_tokens: 1301, image_output_tokens: 1290 },
    "0.043100750000000", // (40 × 1.25 + 258 × 1.25 + 11 × 10 + 1290 × 30) / 1e6 × 1.1
  ],
  [
    ...(["priority", "gemini"] as const),
    {
      usage: {
        ...{ promptTokenCount: 18, cachedContentTokenCount: 7, candidatesTokenCount: 13 },
        trafficType: "ON_DEMAND_PRIORITY",
      },
    },
    { input_tokens: 11, cache_read_tokens: 7, output_tokens: 13, service_tier: "priority" },
    "0.000286357500000", // (11 × 2.25 + 7 × 0.225 + 13 × 18) / 1e6 × 1.1
  ],
];

/** What a vendor reports, what the ledger is to say of it, and what it costs at a multiplier of 1.1. */
export const GOLDEN_USAGE: readonly GoldenUsage[] = [
  ...ANTHROPIC_GOLDEN,
  ...OPENAI_GOLDEN,
  [
    ...(["images in and out", "chat"] as const),
    {
      usage: {
        ...{ prompt_tokens: 805, prompt_tokens_details: { image_tokens: 765 } },
        ...{ completion_tokens: 1067, completion_tokens_details: { image_tokens: 1056 } },
      },
    },
    { input_tokens: 805, image_input_tokens: 765, output_tokens: 1067, image_output_tokens: 1056 },
    "0.050014800000000", // (40 × 2 + 765 × 4 + 11 × 8 + 1056 × 40) / 1e6 × 1.1
  ],
  [
    ...(["web searches", "responses"] as const),
    {
      usage: openAi("responses", 37, 4123),
      output: [{ type: "web_search_call" }, { type: "reasoning" }, { type: "web_search_call" }],
    },
    { input_tokens: 37, output_tokens: 4123, web_searches: 2 },
    "0.058363800000000", // ((37 × 2 + 4123 × 8) / 1e6 + 2 × 0.01) × 1.1
  ],
  ...GEMINI_GOLDEN,
];
