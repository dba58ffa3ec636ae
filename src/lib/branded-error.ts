/**
 * Makes `instanceof` hold between copies of the same class.
 *
 * Next bundles instrumentation, pages and the custom server apart, so one process holds several copies of each
 * module; an error thrown by one copy must still be recognised by another. A registered symbol is shared by all.
 */
export function hasBrand(value: unknown, brand: symbol): boolean {
  return typeof value === "object" && value !== null && brand in value;
}
