/**
 * Header fields as they stand on the wire: name, value, name, value … in their order and spelling. The form node:http
 * and undici give and take, so that nothing is built or lost between them.
 */
export type RawHeaders = readonly string[];

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
export function headerValue(headers: RawHeaders, name: string): string | undefined {
  for (let at = 0; at + 1 < headers.length; at += 2) {
    const field = headers[at] as string;
    // Lengths differ for nearly all fields: most are never put into lower case.
    if (field.length === name.length && field.toLowerCase() === name) return headers[at + 1];
  }
  return undefined;
}

/** All values of `name` (lower case), in their order. */
export function headerValues(headers: RawHeaders, name: string): string[] {
  const values: string[] = [];
  for (let at = 0; at + 1 < headers.length; at += 2) {
    const field = headers[at] as string;
    if (field.length === name.length && field.toLowerCase() === name) values.push(headers[at + 1] as string);
  }
  return values;
}

/** The fields that `keep` accepts; it is given their names in lower case. */
export function filterHeaders(headers: RawHeaders, keep: (name: string, value: string) => boolean): string[] {
  const kept: string[] = [];
  for (let at = 0; at + 1 < headers.length; at += 2) {
    const field = headers[at] as string;
    const value = headers[at + 1] as string;
    if (keep(field.toLowerCase(), value)) kept.push(field, value);
  }
  return kept;
}

const NONE: readonly string[] = [];

/** Names in `Connection: …` are hop-by-hop for this message as well. */
export function connectionOptions(headers: RawHeaders): readonly string[] {
  const value = headerValue(headers, "connection");
  if (value === undefined || value === "keep-alive" || value === "close") return NONE;
  return value.split(",").map((name) => name.trim().toLowerCase());
}
