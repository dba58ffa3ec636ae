import { Decimal, type DecimalString } from "@/lib/decimal";
import type { PriceData } from "./price";

/** USD per million tokens, as vendors print it. */
interface PerMillion {
  readonly input: DecimalString;
  readonly output: DecimalString;
  readonly cacheRead?: DecimalString;
  readonly cacheWrite5m?: DecimalString;
  readonly cacheWrite1h?: DecimalString;
}

interface ListPrice extends PerMillion {
  /** For the whole request when its prompt is longer than 200,000 tokens. */
  readonly over200k?: PerMillion;
  /** USD per search. */
  readonly webSearch?: DecimalString;
}

/**
 * List prices of the current models of Anthropic, OpenAI and Google: what a new hub counts by until its admin syncs
 * a newer table or enters prices of their own.
 */
const LIST_PRICES: readonly (readonly [models: readonly string[], price: ListPrice])[] = [
  [
    ["claude-opus-4-5", "claude-opus-4-5-20251101"],
    {
      input: "5",
      output: "25",
      cacheRead: "0.5",
      cacheWrite5m: "6.25",
      cacheWrite1h: "10",
      webSearch: "0.01",
    },
  ],
  [
    ["claude-opus-4-1", "claude-opus-4-1-20250805", "claude-opus-4-20250514"],
    {
      input: "15",
      output: "75",
      cacheRead: "1.5",
      cacheWrite5m: "18.75",
      cacheWrite1h: "30",
      webSearch: "0.01",
    },
  ],
  [
    ["claude-sonnet-4-5", "claude-sonnet-4-5-20250929", "claude-sonnet-4-20250514"],
    {
      input: "3",
      output: "15",
      cacheRead: "0.3",
      cacheWrite5m: "3.75",
      cacheWrite1h: "6",
      over200k: { input: "6", output: "22.5", cacheRead: "0.6", cacheWrite5m: "7.5" },
      webSearch: "0.01",
    },
  ],
  [
    ["claude-haiku-4-5", "claude-haiku-4-5-20251001"],
    { input: "1", output: "5", cacheRead: "0.1", cacheWrite5m: "1.25", cacheWrite1h: "2", webSearch: "0.01" },
  ],
  [
    ["claude-3-7-sonnet-20250219", "claude-3-7-sonnet-latest"],
    {
      input: "3",
      output: "15",
      cacheRead: "0.3",
      cacheWrite5m: "3.75",
      cacheWrite1h: "6",
      webSearch: "0.01",
    },
  ],
  [
    ["claude-3-5-haiku-20241022"],
    {
      input: "0.8",
      output: "4",
      cacheRead: "0.08",
      cacheWrite5m: "1",
      cacheWrite1h: "1.6",
      webSearch: "0.01",
    },
  ],
  [
    ["claude-3-5-haiku-latest"],
    { input: "1", output: "5", cacheRead: "0.1", cacheWrite5m: "1.25", cacheWrite1h: "2", webSearch: "0.01" },
  ],
  [
    ["gpt-5.2", "gpt-5.2-2025-12-11", "gpt-5.2-chat-latest"],
    { input: "1.75", output: "14", cacheRead: "0.175" },
  ],
  [["gpt-5.2-pro"], { input: "21", output: "168" }],
  [
    ["gpt-5.1", "gpt-5.1-2025-11-13", "gpt-5.1-chat-latest", "gpt-5.1-codex", "gpt-5.1-codex-max"],
    { input: "1.25", output: "10", cacheRead: "0.125" },
  ],
  [["gpt-5.1-codex-mini"], { input: "0.25", output: "2", cacheRead: "0.025" }],
  [
    ["gpt-5", "gpt-5-2025-08-07", "gpt-5-chat-latest", "gpt-5-codex"],
    { input: "1.25", output: "10", cacheRead: "0.125" },
  ],
  [["gpt-5-pro"], { input: "15", output: "120" }],
  [["gpt-5-mini", "gpt-5-mini-2025-08-07"], { input: "0.25", output: "2", cacheRead: "0.025" }],
  [["gpt-5-nano", "gpt-5-nano-2025-08-07"], { input: "0.05", output: "0.4", cacheRead: "0.005" }],
  [["codex-mini-latest"], { input: "1.5", output: "6", cacheRead: "0.375" }],
  [["gpt-4.1"], { input: "2", output: "8", cacheRead: "0.5" }],
  [["gpt-4.1-mini"], { input: "0.4", output: "1.6", cacheRead: "0.1" }],
  [["gpt-4.1-nano"], { input: "0.1", output: "0.4", cacheRead: "0.025" }],
  [["gpt-4o"], { input: "2.5", output: "10", cacheRead: "1.25" }],
  [["gpt-4o-mini"], { input: "0.15", output: "0.6", cacheRead: "0.075" }],
  [["o3"], { input: "2", output: "8", cacheRead: "0.5" }],
  [["o3-pro"], { input: "20", output: "80" }],
  [["o3-mini"], { input: "1.1", output: "4.4", cacheRead: "0.55" }],
  [["o4-mini"], { input: "1.1", output: "4.4", cacheRead: "0.275" }],
  [
    ["gemini-3-pro-preview"],
    { input: "2", output: "12", cacheRead: "0.2", over200k: { input: "4", output: "18", cacheRead: "0.4" } },
  ],
  [["gemini-3-flash-preview"], { input: "0.5", output: "3", cacheRead: "0.05" }],
  [
    ["gemini-2.5-pro"],
    { input: "1.25", output: "10", cacheRead: "0.3125", over200k: { input: "2.5", output: "15" } },
  ],
  [["gemini-2.5-flash"], { input: "0.3", output: "2.5", cacheRead: "0.03" }],
  [["gemini-2.5-flash-lite", "gemini-2.0-flash"], { input: "0.1", output: "0.4", cacheRead: "0.025" }],
  [["gemini-2.0-flash-lite"], { input: "0.075", output: "0.3", cacheRead: "0.01875" }],
  [["gemini-flash-latest"], { input: "0.3", output: "2.5", cacheRead: "0.075" }],
  [["gemini-flash-lite-latest"], { input: "0.1", output: "0.4", cacheRead: "0.025" }],
];

const MILLION = 1_000_000;

/** The table in the form prices are stored in: a record per model, USD per token. */
export function builtinPrices(): ReadonlyMap<string, PriceData> {
  return new Map(
    LIST_PRICES.flatMap(([models, price]) => models.map((model) => [model, priceData(model, price)])),
  );
}

function priceData(model: string, { over200k, webSearch, ...base }: ListPrice): PriceData {
  return {
    mode: "chat",
    litellm_provider: vendorOf(model),
    input_cost_per_token: perToken(base.input),
    output_cost_per_token: perToken(base.output),
    cache_read_input_token_cost: perToken(base.cacheRead),
    cache_creation_input_token_cost: perToken(base.cacheWrite5m),
    cache_creation_input_token_cost_above_1hr: perToken(base.cacheWrite1h),
    input_cost_per_token_above_200k_tokens: perToken(over200k?.input),
    output_cost_per_token_above_200k_tokens: perToken(over200k?.output),
    cache_read_input_token_cost_above_200k_tokens: perToken(over200k?.cacheRead),
    cache_creation_input_token_cost_above_200k_tokens: perToken(over200k?.cacheWrite5m),
    search_context_cost_per_query: webSearch ? { search_context_size_medium: Number(webSearch) } : undefined,
  };
}

function vendorOf(model: string): string {
  if (model.startsWith("claude-")) return "anthropic";
  return model.startsWith("gemini-") ? "gemini" : "openai";
}

function perToken(perMillion: DecimalString | undefined): number | undefined {
  return perMillion === undefined ? undefined : new Decimal(perMillion).dividedBy(MILLION).toNumber();
}
