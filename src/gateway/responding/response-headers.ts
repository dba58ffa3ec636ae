import { connectionOptions, filterHeaders, HOP_BY_HOP, type RawHeaders } from "@/infra/http/headers";

/** What an upstream says to the hub alone. */
const DROPPED: ReadonlySet<string> = new Set([
  ...HOP_BY_HOP,
  "set-cookie",
  "alt-svc",
  "server",
  "via",
  "x-powered-by",
]);

/** By which support finds a request; the upstream's own `request-id` passes beside it. */
export const REQUEST_ID_HEADER = "x-cch-request-id";

/** The headers of an upstream's answer as the client gets them. */
export function responseHeaders(upstream: RawHeaders, requestId: string): RawHeaders {
  const named = connectionOptions(upstream);
  const headers = filterHeaders(upstream, (name) => !DROPPED.has(name) && !named.includes(name));
  headers.push(REQUEST_ID_HEADER, requestId);
  return headers;
}
