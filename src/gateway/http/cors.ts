import { filterHeaders, headerValue, headerValues, type RawHeaders } from "@/infra/http/headers";
import type { Reply } from "../types";

/**
 * Cross-origin access for browser clients (Fetch standard, "CORS protocol"). Any origin is welcome: callers prove
 * themselves by a key they put into each request, never by a cookie, so that a foreign page can do nothing in its
 * visitor's name.
 */

const METHODS = "GET,POST,PUT,PATCH,DELETE,OPTIONS";
const REQUEST_HEADERS =
  "authorization, x-api-key, x-goog-api-key, content-type, anthropic-version, x-session-id, x-client-version";
const EXPOSED_HEADERS =
  "x-request-id, x-cch-request-id, x-ratelimit-limit, x-ratelimit-remaining, x-ratelimit-reset, retry-after";
const MAX_AGE_SECONDS = "86400";

/** What every reply carries whose client is no browser. */
const PLAIN: RawHeaders = Object.freeze([
  ...["access-control-allow-origin", "*"],
  ...["access-control-expose-headers", EXPOSED_HEADERS],
]);

/** The answer to a browser's question whether it may send a request (a preflight). */
export function preflightReply(request: RawHeaders): Reply {
  const asked = headerValue(request, "access-control-request-headers");
  const headers = [
    ...["access-control-allow-methods", METHODS],
    ...["access-control-allow-headers", asked ?? REQUEST_HEADERS],
    ...["access-control-max-age", MAX_AGE_SECONDS],
    ...(asked === undefined ? [] : ["vary", "Access-Control-Request-Headers"]),
  ];
  return withCors({ status: 204, headers, body: null }, request);
}

/** What an upstream says of its own origin policy; the hub's takes its place. */
const UPSTREAMS = new Set([
  "access-control-allow-origin",
  "access-control-allow-credentials",
  "access-control-expose-headers",
]);

/** A reply with what its reader's browser wants to see. */
export function withCors(reply: Reply, request: RawHeaders): Reply {
  const headers = filterHeaders(reply.headers, (name) => !UPSTREAMS.has(name));
  const origin = headerValue(request, "origin");
  if (origin === undefined) {
    headers.push(...PLAIN);
    return { ...reply, headers };
  }
  const varied = headerValues(headers, "vary").flatMap((value) => value.split(","));
  const names = new Map(
    [...varied, "Origin"].map((name) => [name.trim().toLowerCase(), name.trim()] as const),
  );
  const merged = filterHeaders(headers, (name) => name !== "vary");
  merged.push("vary", [...names.values()].filter((name) => name !== "").join(", "));
  merged.push("access-control-allow-origin", origin, "access-control-allow-credentials", "true");
  merged.push("access-control-expose-headers", EXPOSED_HEADERS);
  return { ...reply, headers: merged };
}
