/** Headers in the order and spelling they came in. */
export type HeaderList = readonly (readonly [name: string, value: string])[];

/**
 * Hop-by-hop fields (RFC 9110 §7.6.1) and message framing: they speak of one connection and are never passed on.
 */
export const HOP_BY_HOP: ReadonlySet<string> = new Set([
  "connection",
  "keep-alive",
  "proxy-authenticate",
  "proxy-authorization",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
  "http2-settings",
]);

/** The first value of `name` (lower case), or undefined. */
export function headerValue(headers: HeaderList, name: string): string | undefined {
  for (const [field, value] of headers) {
    if (field.length === name.length && field.toLowerCase() === name) return value;
  }
  return undefined;
}

/** Names in `Connection: …` are hop-by-hop for this message as well. */
export function connectionOptions(headers: HeaderList): readonly string[] {
  const value = headerValue(headers, "connection");
  return value === undefined ? [] : value.split(",").map((name) => name.trim().toLowerCase());
}
