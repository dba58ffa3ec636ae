/** An amount as text with two decimals and the symbol of `currency` (ISO 4217); it is not converted. */
export function formatUsd(amount: string | number, currency: string): string {
  return new Intl.NumberFormat("en-US", {
    style: "currency",
    currency,
    currencyDisplay: "narrowSymbol",
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
  }).format(Number(amount));
}
