import { z } from "zod";
import { Decimal } from "@/lib/decimal";

/** Where a price comes from. An admin's own price wins over a synced one, that over the built-in table. */
export const PRICE_SOURCES = ["manual", "litellm", "builtin"] as const;
export type PriceSource = (typeof PRICE_SOURCES)[number];

/** USD per token of each bucket. */
export interface TokenPrices {
  readonly input: Decimal;
  readonly output: Decimal;
  readonly cacheRead: Decimal;
  readonly cacheWrite5m: Decimal;
  readonly cacheWrite1h: Decimal;
}

/** One version of a model's price. Versions are immutable; ledger rows name the one they were billed by. */
export interface Price {
  readonly id: number;
  readonly model: string;
  readonly source: PriceSource;
  readonly base: TokenPrices;
  /** Holds for the whole request once its prompt has more tokens than `aboveTokens`. */
  readonly longContext: (TokenPrices & { readonly aboveTokens: number }) | null;
  /** USD per server-side web search. */
  readonly webSearch: Decimal;
}

const perToken = z.number().min(0).nullish();

/**
 * The fields of a LiteLLM price record that decide money, in USD per token; all others are kept, unread.
 * Source: BerriAI/litellm, model_prices_and_context_window.json.
 */
export const PriceData = z.looseObject({
  mode: z.string().nullish(),
  litellm_provider: z.string().nullish(),
  input_cost_per_token: perToken,
  output_cost_per_token: perToken,
  cache_read_input_token_cost: perToken,
  cache_creation_input_token_cost: perToken,
  cache_creation_input_token_cost_above_1hr: perToken,
  input_cost_per_token_above_200k_tokens: perToken,
  output_cost_per_token_above_200k_tokens: perToken,
  cache_read_input_token_cost_above_200k_tokens: perToken,
  cache_creation_input_token_cost_above_200k_tokens: perToken,
  search_context_cost_per_query: z.record(z.string(), z.number()).nullish(),
});
export type PriceData = z.infer<typeof PriceData>;

const LONG_CONTEXT_TOKENS = 200_000;

/** Anthropic's published ratios to the input price, for records that leave cache prices out. */
const CACHE_READ_RATIO = 0.1;
const CACHE_WRITE_5M_RATIO = 1.25;
const CACHE_WRITE_1H_RATIO = 2;

/** Reads a price record; null when it sets no token price, so that the model counts as unpriced. */
export function parsePrice(
  version: { readonly id: number; readonly model: string; readonly source: PriceSource },
  data: PriceData,
): Price | null {
  if (data.input_cost_per_token == null && data.output_cost_per_token == null) return null;
  const input = usd(data.input_cost_per_token) ?? new Decimal(0);
  const base = tokenPrices(input, usd(data.output_cost_per_token) ?? new Decimal(0), {
    cacheRead: usd(data.cache_read_input_token_cost),
    cacheWrite5m: usd(data.cache_creation_input_token_cost),
    cacheWrite1h: usd(data.cache_creation_input_token_cost_above_1hr),
  });
  const { id, model, source } = version;
  return {
    id,
    model,
    source,
    base,
    longContext: longContextPrices(base, data),
    webSearch: searchPrice(data),
  };
}

function longContextPrices(base: TokenPrices, data: PriceData): Price["longContext"] {
  const input = usd(data.input_cost_per_token_above_200k_tokens);
  const output = usd(data.output_cost_per_token_above_200k_tokens);
  if (!input && !output) return null;
  const cacheWrite5m = usd(data.cache_creation_input_token_cost_above_200k_tokens);
  const prices = tokenPrices(input ?? base.input, output ?? base.output, {
    cacheRead: usd(data.cache_read_input_token_cost_above_200k_tokens),
    cacheWrite5m,
    cacheWrite1h: undefined,
  });
  return { ...prices, aboveTokens: LONG_CONTEXT_TOKENS };
}

function tokenPrices(
  input: Decimal,
  output: Decimal,
  cache: { cacheRead?: Decimal; cacheWrite5m?: Decimal; cacheWrite1h?: Decimal },
): TokenPrices {
  return {
    input,
    output,
    cacheRead: cache.cacheRead ?? input.times(CACHE_READ_RATIO),
    cacheWrite5m: cache.cacheWrite5m ?? input.times(CACHE_WRITE_5M_RATIO),
    cacheWrite1h: cache.cacheWrite1h ?? input.times(CACHE_WRITE_1H_RATIO),
  };
}

function searchPrice(data: PriceData): Decimal {
  const bySize = data.search_context_cost_per_query ?? {};
  return new Decimal(bySize.search_context_size_medium ?? Object.values(bySize)[0] ?? 0);
}

function usd(value: number | null | undefined): Decimal | undefined {
  // Through text: 3e-7 must become exactly 0.0000003, not the binary fraction beside it.
  return value == null ? undefined : new Decimal(String(value));
}
