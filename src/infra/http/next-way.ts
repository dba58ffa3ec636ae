import type { Way } from "./connection-pools";
import { UpstreamTransportError } from "./upstream-error";

/** Traces that HTTP/2 itself leaves in errors: Node's codes, nghttp2's names, undici's words. */
const HTTP2_WORDS = /\bHTTP\/2\b|GOAWAY|NGHTTP2_|HTTP_1_1_REQUIRED/;

/** Whether an exchange failed of HTTP/2, so that HTTP/1.1 may do better. */
export function isHttp2Failure(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code } = error as { code?: unknown };
  return (typeof code === "string" && code.startsWith("ERR_HTTP2")) || HTTP2_WORDS.test(error.message);
}

/**
 * How a request that failed before any answer may be sent once more: over HTTP/1.1 after a failure of HTTP/2; directly
 * where the proxy was not got through and the admin allows it. null when neither applies. Each way offers less than
 * the one before, so the row of ways ends.
 */
export function nextWay(way: Way, error: unknown, mayGoDirect: boolean): Way | null {
  if (way.allowHttp2 && isHttp2Failure(error)) return { ...way, allowHttp2: false };
  const isProxyFailure = error instanceof UpstreamTransportError && error.failure === "proxy";
  return way.proxy && mayGoDirect && isProxyFailure ? { ...way, proxy: null } : null;
}
