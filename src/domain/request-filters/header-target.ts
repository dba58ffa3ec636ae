/**
 * Headers no filter may touch: credentials (they are the hub's and the provider's business), what frames the message,
 * what belongs to one connection (RFC 9110 §7.6.1), and what says how the bytes are to be read.
 */
export const UNTOUCHABLE_HEADERS: ReadonlySet<string> = new Set([
  ...["authorization", "proxy-authorization", "proxy-authenticate", "x-api-key", "x-goog-api-key"],
  ...["api-key", "anthropic-api-key", "cookie", "set-cookie"],
  ...["host", "content-length", "content-encoding", "transfer-encoding", "trailer", "te", "expect"],
  ...["connection", "keep-alive", "proxy-connection", "upgrade", "http2-settings", "accept-encoding"],
]);

/** RFC 9110 §5.6.2 */
const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

/** RFC 9110 §5.5: visible characters, spaces and tabs, and the bytes of Latin-1. */
const FIELD_VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;

const MAX_VALUE_LENGTH = 8_192;

/** Why a filter may not change the header `name`, or null when it may. */
export function headerTargetProblem(name: string): string | null {
  if (!TOKEN.test(name)) return `"${name}" is no header name`;
  return UNTOUCHABLE_HEADERS.has(name.toLowerCase()) ? `the header ${name} may not be changed` : null;
}

/** Why `value` may not stand in a header, or null when it may. */
export function headerValueProblem(value: string): string | null {
  if (value.length > MAX_VALUE_LENGTH) return `a header has at most ${MAX_VALUE_LENGTH} characters`;
  return FIELD_VALUE.test(value) ? null : "a header holds printable Latin-1 characters only";
}
