import { HOP_BY_HOP } from "@/infra/http/headers";

/** Framing and content negotiation, which the hub settles for itself. */
const HUBS_OWN = [
  "host",
  "content-length",
  "content-encoding",
  "expect",
  // The hub reads answers as they pass: it asks for them uncompressed.
  "accept-encoding",
];

const CREDENTIALS = [
  "authorization",
  "cookie",
  "cookie2",
  "x-api-key",
  "api-key",
  "x-goog-api-key",
  "anthropic-api-key",
  "openai-api-key",
  "x-auth-token",
  "x-access-token",
  "x-amz-security-token",
];

/** Where the client is, and what its own network noted on the way. */
const ORIGINS_AND_TRACES = [
  "forwarded",
  "via",
  "x-real-ip",
  "x-client-ip",
  "x-originating-ip",
  "x-remote-ip",
  "x-remote-addr",
  "x-cluster-client-ip",
  "true-client-ip",
  "fastly-client-ip",
  "fly-client-ip",
  "cdn-loop",
  "x-request-id",
  "x-correlation-id",
  "x-trace-id",
  "x-amzn-trace-id",
  "x-cloud-trace-context",
  "b3",
  "traceparent",
  "tracestate",
  "baggage",
  // A browser's, about the page that asked: it concerns the hub, and makes upstreams apply rules for browsers.
  "origin",
  "referer",
];

/** What a client tells the hub, or whoever stands before it, and nobody behind it. */
const KEPT_FROM_UPSTREAMS: ReadonlySet<string> = new Set([
  ...HOP_BY_HOP,
  ...HUBS_OWN,
  ...CREDENTIALS,
  ...ORIGINS_AND_TRACES,
]);

/** The same, where a vendor has a whole family of them. `x-cch-` is the hub's own. */
const FAMILIES = /^(?:x-forwarded-|x-original-|cf-|x-b3-|x-azure-|x-vercel-|akamai-|x-akamai-|sec-|x-cch-)/;

/** Whether a header of a client (name in lower case) may reach an upstream. */
export function mayReachUpstream(name: string): boolean {
  return !KEPT_FROM_UPSTREAMS.has(name) && !FAMILIES.test(name);
}
