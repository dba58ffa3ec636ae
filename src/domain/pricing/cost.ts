import { Decimal } from "@/lib/decimal";
import type { Price, Rates, TokenPrices } from "./price";
import { promptTokens, type Usage } from "./usage";

/** Costs are kept with as many decimals as the ledger's numeric(21,15). */
const COST_DECIMALS = 15;

type TokenBucket = keyof TokenPrices;

/** What a cost is made of: the token buckets, and what is billed by the piece. */
export const COST_ITEMS = [
  "input",
  "imageInput",
  "cacheRead",
  "cacheWrite5m",
  "cacheWrite1h",
  "output",
  "imageOutput",
  "webSearch",
] as const satisfies readonly (TokenBucket | "webSearch")[];
export type CostItem = (typeof COST_ITEMS)[number];

/** The tokens that each token price bills. */
const BILLED: readonly (readonly [TokenBucket, (usage: Usage) => number])[] = [
  ["input", ({ inputTokens, imageInputTokens }) => inputTokens - imageInputTokens],
  ["imageInput", ({ imageInputTokens }) => imageInputTokens],
  ["cacheRead", ({ cacheReadTokens }) => cacheReadTokens],
  ["cacheWrite5m", ({ cacheWrite5mTokens }) => cacheWrite5mTokens],
  ["cacheWrite1h", ({ cacheWrite1hTokens }) => cacheWrite1hTokens],
  ["output", ({ outputTokens, imageOutputTokens }) => outputTokens - imageOutputTokens],
  ["imageOutput", ({ imageOutputTokens }) => imageOutputTokens],
];

/** One addend of a cost: `quantity` × `unitUsd` = `usd`, before the provider's multiplier. */
export interface CostLine {
  readonly item: CostItem;
  readonly quantity: number;
  readonly unitUsd: Decimal;
  readonly usd: Decimal;
}

/** The addends of what `usage` costs by `price`. Buckets without tokens give no line. */
export function costLines(usage: Usage, price: Price): CostLine[] {
  const prices = tokenPricesFor(usage, price);
  const lines: CostLine[] = [];
  for (const [item, tokensOf] of BILLED) {
    const tokens = tokensOf(usage);
    if (tokens > 0) lines.push(line(item, tokens, prices[item]));
  }
  if (usage.webSearches > 0) lines.push(line("webSearch", usage.webSearches, price.webSearch));
  return lines;
}

/** What `usage` costs in USD: the sum of its lines times the provider's multiplier, to 15 decimals. */
export function cost(usage: Usage, price: Price, multiplier: Decimal): Decimal {
  const sum = costLines(usage, price).reduce((total, { usd }) => total.plus(usd), new Decimal(0));
  return sum.times(multiplier).toDecimalPlaces(COST_DECIMALS);
}

function tokenPricesFor(usage: Usage, { standard, priority, flex }: Price): TokenPrices {
  const rates: Readonly<Record<Usage["serviceTier"], Rates | null>> = { standard, priority, flex };
  // A tier without prices of its own is one the vendor does not bill apart.
  const { base, longContext } = rates[usage.serviceTier] ?? standard;
  // Vendors bill the whole request by the tier its total prompt falls in, not only the tokens above the line.
  return longContext && promptTokens(usage) > longContext.aboveTokens ? longContext : base;
}

function line(item: CostItem, quantity: number, unitUsd: Decimal): CostLine {
  return { item, quantity, unitUsd, usd: unitUsd.times(quantity) };
}
