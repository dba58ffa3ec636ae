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
  readonly imageInput: Decimal;
  readonly imageOutput: Decimal;
}

/** What tokens cost by the length of the prompt they belong to. */
export interface Rates {
  readonly base: TokenPrices;
  /** Holds for the whole request once its prompt has more tokens than `aboveTokens`. */
  readonly longContext: (TokenPrices & { readonly aboveTokens: number }) | null;
}

/** One version of a model's price. Versions are immutable; ledger rows name the one they were billed by. */
export interface Price {
  readonly id: number;
  readonly model: string;
  readonly source: PriceSource;
  readonly standard: Rates;
  /** null: the record tells none for that service tier. */
  readonly priority: Rates | null;
  readonly flex: Rates | null;
  /** USD per server-side web search. */
  readonly webSearch: Decimal;
  /** The most output tokens the model gives in one answer; null where the record does not say. */
  readonly maxOutputTokens: number | null;
}

const perToken = z.number().min(0).nullish();

/**
 * The fields of a LiteLLM price record that decide money, in USD per token; all others are kept, unread. Token prices
 * may come once more with `_above_<n>k_tokens` for long prompts, and each of these with `_priority` and `_flex`.
 * Source: BerriAI/litellm, model_prices_and_context_window.json.
 */
export const PriceData = z.looseObject({
  mode: z.string().nullish(),
  max_output_tokens: z.number().int().positive().nullish().catch(null),
  litellm_provider: z.string().nullish(),
  input_cost_per_token: perToken,
  output_cost_per_token: perToken,
  input_cost_per_image_token: perToken,
  output_cost_per_image_token: perToken,
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

/** Where long prompts begin, in thousands of tokens: 200 for Anthropic and Google, 272 for OpenAI. */
const LONG_CONTEXT_FIELD = /^(?:input|output)_cost_per_token_above_(\d+)k_tokens$/;

/** Anthropic's published ratios to the input price, for records that leave cache prices out. */
const CACHE_READ_RATIO = 0.1;
const CACHE_WRITE_5M_RATIO = 1.25;
const CACHE_WRITE_1H_RATIO = 2;

/** A price of the record by its field's name; undefined where it has none. */
type Field = (name: string) => Decimal | undefined;

/** Reads a price record; null when it sets no token price, so that the model counts as unpriced. */
export function parsePrice(
  { id, model, source }: { readonly id: number; readonly model: string; readonly source: PriceSource },
  data: PriceData,
): Price | null {
  const field: Field = (name) => usd(data[name]);
  const anyPrice =
    field("input_cost_per_token") ?? field("output_cost_per_token") ?? field("output_cost_per_image_token");
  if (!anyPrice) return null;
  return {
    id,
    model,
    source,
    standard: rates(field, data),
    priority: tierRates("_priority", field, data),
    flex: tierRates("_flex", field, data),
    webSearch: searchPrice(data),
    maxOutputTokens: data.max_output_tokens ?? null,
  };
}

/** What a record leaves out for a service tier costs what it does in the standard one. */
function tierRates(suffix: string, field: Field, data: PriceData): Rates | null {
  const isSold = field(`input_cost_per_token${suffix}`) ?? field(`output_cost_per_token${suffix}`);
  return isSold ? rates((name) => field(name + suffix) ?? field(name), data) : null;
}

function rates(field: Field, data: PriceData): Rates {
  const base = tokenPrices(field, null);
  const thousands = Object.keys(data).flatMap((name) => {
    const above = LONG_CONTEXT_FIELD.exec(name)?.[1];
    return above && field(name) ? Number(above) : [];
  });
  if (thousands.length === 0) return { base, longContext: null };
  const line = Math.min(...thousands);
  const long: Field = (name) => field(`${name}_above_${line}k_tokens`);
  return { base, longContext: { ...tokenPrices(long, base), aboveTokens: line * 1_000 } };
}

/** @param base where input and output prices come from that are left out for long prompts */
function tokenPrices(field: Field, base: TokenPrices | null): TokenPrices {
  const imageOutput = field("output_cost_per_image_token") ?? base?.imageOutput;
  const input = field("input_cost_per_token") ?? base?.input ?? new Decimal(0);
  // Models that only draw have no other price of output.
  const output = field("output_cost_per_token") ?? base?.output ?? imageOutput ?? new Decimal(0);
  return {
    input,
    output,
    cacheRead: field("cache_read_input_token_cost") ?? input.times(CACHE_READ_RATIO),
    cacheWrite5m: field("cache_creation_input_token_cost") ?? input.times(CACHE_WRITE_5M_RATIO),
    cacheWrite1h: field("cache_creation_input_token_cost_above_1hr") ?? input.times(CACHE_WRITE_1H_RATIO),
    imageInput: field("input_cost_per_image_token") ?? input,
    imageOutput: imageOutput ?? output,
  };
}

function searchPrice(data: PriceData): Decimal {
  const bySize = data.search_context_cost_per_query ?? {};
  return new Decimal(bySize.search_context_size_medium ?? Object.values(bySize)[0] ?? 0);
}

function usd(value: unknown): Decimal | undefined {
  // Through text: 3e-7 must become exactly 0.0000003, not the binary fraction beside it.
  return typeof value === "number" && value >= 0 ? new Decimal(String(value)) : undefined;
}
