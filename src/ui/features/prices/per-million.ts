import { Decimal } from "@/lib/decimal";

const MILLION = 1_000_000;

/** USD per token as USD per million tokens, as it is typed; blank where there is no price. */
export function perMillionText(perToken: number | null | undefined): string {
  if (perToken === null || perToken === undefined) return "";
  return new Decimal(String(perToken)).times(MILLION).toFixed();
}

/** A typed price of a million tokens as the price of one; undefined when blank, NaN when it is no number. */
export function perTokenOf(text: string): number | undefined {
  const typed = text.trim().replace(",", ".");
  if (typed === "") return undefined;
  return /^-?(?:\d+\.?\d*|\.\d+)$/.test(typed)
    ? new Decimal(typed).dividedBy(MILLION).toNumber()
    : Number.NaN;
}
