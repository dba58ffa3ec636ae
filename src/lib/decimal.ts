// The default import is what both of its builds have under Node, webpack and esbuild.
import Decimal from "decimal.js-light";

// 38 significant digits hold any sum of numeric(21,15) amounts; half-up is what accountants expect.
Decimal.set({ precision: 38, rounding: Decimal.ROUND_HALF_UP, toExpNeg: -30, toExpPos: 40 });

export { Decimal };

/** A decimal amount as text, e.g. "0.0123". What crosses a process or module border instead of a float. */
export type DecimalString = string;

const NANO = new Decimal("1e9");

/** USD to whole nano-dollars (1e-9 USD), half-up. Exact up to 9,007,199 USD. */
export function toNanoUsd(usd: Decimal): number {
  return usd.times(NANO).toDecimalPlaces(0).toNumber();
}

/**
 * A limit in USD, as people set it, in whole nano-dollars. Numbers hold cents below a million dollars far more exactly
 * than that, and this is asked for each limit of each request, where decimals would cost more than the check.
 */
export function limitInNanoUsd(usd: number): number {
  return Math.round(usd * 1e9);
}

/** Whole nano-dollars to USD. */
export function fromNanoUsd(nanoUsd: number): Decimal {
  return new Decimal(nanoUsd).dividedBy(NANO);
}
