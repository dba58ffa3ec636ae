import { connectionOptions, type HeaderList, HOP_BY_HOP } from "@/infra/http/headers";

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
export function responseHeaders(upstream: HeaderList, requestId: string): HeaderList {
  const named = connectionOptions(upstream);
  const kept = upstream.filter(([name]) => {
    const field = name.toLowerCase();
    return !DROPPED.has(field) && !named.includes(field);
  });
  return [...kept, [REQUEST_ID_HEADER, requestId]];
}
