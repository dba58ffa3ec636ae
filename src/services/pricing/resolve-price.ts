import "server-only";
import type { Price } from "@/domain/pricing/price";
import type { Settings } from "@/domain/settings/settings";
import type { Prices } from "@/services/snapshot/snapshot";

/** The model names of one call: as asked for, and as sent upstream after a redirect. */
export interface ModelNames {
  readonly original: string;
  readonly served: string;
}

/** Which of the two names an invoice shows, by the hub's setting. */
export function billedModel(names: ModelNames, billingModelSource: Settings["billingModelSource"]): string {
  return billingModelSource === "original" ? names.original : names.served;
}

/** The price of the billed model, else of the other name, else null: unpriced. */
export function resolvePrice(
  names: ModelNames,
  billingModelSource: Settings["billingModelSource"],
  prices: Prices,
): Price | null {
  const first = billedModel(names, billingModelSource);
  const second = first === names.original ? names.served : names.original;
  return prices.get(first) ?? prices.get(second) ?? null;
}
