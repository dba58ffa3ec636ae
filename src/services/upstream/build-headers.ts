import "server-only";
import type { Provider } from "@/domain/provider/provider";
import { PROVIDER_TYPE_FACTS } from "@/domain/provider/provider-type";
import { connectionOptions, filterHeaders, HOP_BY_HOP, type RawHeaders } from "@/infra/http/headers";
import type { Secret } from "@/lib/secret";

/** What tells who the client is, or how its bytes came to the hub: none of it concerns the upstream. */
const DROPPED: ReadonlySet<string> = new Set([
  ...HOP_BY_HOP,
  "host",
  "content-length",
  "content-encoding",
  "expect",
  // Credentials
  "authorization",
  "x-api-key",
  "x-goog-api-key",
  "api-key",
  "anthropic-api-key",
  "cookie",
  // Where the client is
  "x-forwarded-for",
  "x-real-ip",
  "x-client-ip",
  "x-originating-ip",
  "x-remote-ip",
  "x-remote-addr",
  "x-forwarded-host",
  "x-forwarded-port",
  "x-forwarded-proto",
  "forwarded",
  "via",
  "cf-connecting-ip",
  "cf-ipcountry",
  "cf-ray",
  "cf-visitor",
  "cdn-loop",
  "true-client-ip",
  "x-cluster-client-ip",
  "fastly-client-ip",
  "x-azure-clientip",
  "x-azure-fdid",
  "x-azure-ref",
  "akamai-origin-hop",
  "x-akamai-config-log-detail",
  // Traces of the client's own network
  "x-request-id",
  "x-correlation-id",
  "x-trace-id",
  "x-amzn-trace-id",
  "x-b3-traceid",
  "x-b3-spanid",
  "x-b3-parentspanid",
  "x-b3-sampled",
  "traceparent",
  "tracestate",
  // The hub reads answers as they pass: it asks for them uncompressed.
  "accept-encoding",
]);

const OFFICIAL_ANTHROPIC_HOST = /(?:^|\.)anthropic\.com$/;

/**
 * The headers of an upstream request, flat (name, value, name, value …): the client's as they came, without what is
 * its own or the hub's business, with the provider's credential.
 *
 * @param hostname of the upstream
 */
export function buildUpstreamHeaders(
  client: RawHeaders,
  provider: Pick<Provider, "type" | "customHeaders">,
  secret: Secret,
  hostname: string,
): string[] {
  const named = connectionOptions(client);
  const custom = Object.entries(provider.customHeaders);
  const replaced = new Set(custom.map(([name]) => name.toLowerCase()));
  const headers = filterHeaders(
    client,
    (name) => !DROPPED.has(name) && !replaced.has(name) && !named.includes(name),
  );
  headers.push("accept-encoding", "identity");
  for (const [name, value] of credentialHeaders(provider, secret.reveal(), hostname)) {
    if (!replaced.has(name)) headers.push(name, value);
  }
  for (const [name, value] of custom) headers.push(name, value);
  return headers;
}

function credentialHeaders(
  { type }: Pick<Provider, "type">,
  secret: string,
  hostname: string,
): readonly (readonly [string, string])[] {
  const bearer = ["authorization", `Bearer ${secret}`] as const;
  switch (PROVIDER_TYPE_FACTS[type].auth) {
    case "bearer":
      return [bearer];
    case "google":
      return secret.startsWith("ya29.") ? [bearer] : [["x-goog-api-key", secret]];
    case "x-api-key-and-bearer":
      // Anthropic itself wants the key in one place; relays read either, so they get both.
      return OFFICIAL_ANTHROPIC_HOST.test(hostname)
        ? [["x-api-key", secret]]
        : [["x-api-key", secret], bearer];
  }
}
