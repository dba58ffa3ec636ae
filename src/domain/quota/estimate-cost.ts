import { cost } from "@/domain/pricing/cost";
import type { Price } from "@/domain/pricing/price";
import { NO_USAGE } from "@/domain/pricing/usage";
import type { Decimal } from "@/lib/decimal";

/** A token of English or code is about four bytes of JSON. */
const BYTES_PER_TOKEN = 4;

/** Most answers are far shorter than the limit a client allows; reserving the limit would lock out small budgets. */
const TYPICAL_OUTPUT_TOKENS = 2_000;

/**
 * What a request is expected to cost before it is sent, in USD. Reserved against every spend limit until the real
 * cost replaces it, so that parallel requests cannot spend the same remainder twice.
 */
export function estimateCost(
  request: { readonly bodyBytes: number; readonly maxOutputTokens: number | null },
  price: Price,
  multiplier: Decimal,
): Decimal {
  const usage = {
    ...NO_USAGE,
    inputTokens: Math.ceil(request.bodyBytes / BYTES_PER_TOKEN),
    outputTokens: Math.min(request.maxOutputTokens ?? TYPICAL_OUTPUT_TOKENS, TYPICAL_OUTPUT_TOKENS),
  };
  return cost(usage, price, multiplier);
}
