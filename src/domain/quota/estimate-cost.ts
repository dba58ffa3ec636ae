import type { Price, TokenPrices } from "@/domain/pricing/price";

/** A token of English or code is about four bytes of JSON. */
const BYTES_PER_TOKEN = 4;

/** Most answers are far shorter than the limit a client allows; reserving the limit would lock out small budgets. */
const TYPICAL_OUTPUT_TOKENS = 2_000;

/** Nano-USD per token, as plain numbers: a guess needs no more. */
interface Rate {
  readonly input: number;
  readonly output: number;
}

interface EstimateRates {
  readonly base: Rate;
  readonly longContext: (Rate & { readonly aboveTokens: number }) | null;
}

/** A price is immutable, and asked for by each request: what is read of it once is kept with it. */
const known = new WeakMap<Price, EstimateRates>();

/**
 * What a request is expected to cost before it is sent, in nano-USD. Reserved against every spend limit until the real
 * cost replaces it, so that parallel requests cannot spend the same remainder twice.
 */
export function estimateCost(
  request: { readonly bodyBytes: number; readonly maxOutputTokens: number | null },
  price: Price,
  multiplier: number,
): number {
  const { base, longContext } = ratesOf(price);
  const inputTokens = Math.ceil(request.bodyBytes / BYTES_PER_TOKEN);
  const outputTokens = Math.min(request.maxOutputTokens ?? TYPICAL_OUTPUT_TOKENS, TYPICAL_OUTPUT_TOKENS);
  const rate = longContext && inputTokens > longContext.aboveTokens ? longContext : base;
  return Math.round((inputTokens * rate.input + outputTokens * rate.output) * multiplier);
}

function ratesOf(price: Price): EstimateRates {
  const before = known.get(price);
  if (before) return before;
  const { base, longContext } = price.standard;
  const rates = {
    base: rateOf(base),
    longContext: longContext && { ...rateOf(longContext), aboveTokens: longContext.aboveTokens },
  };
  known.set(price, rates);
  return rates;
}

function rateOf({ input, output }: TokenPrices): Rate {
  return { input: input.times(1e9).toNumber(), output: output.times(1e9).toNumber() };
}
