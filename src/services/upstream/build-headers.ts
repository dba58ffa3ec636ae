import "server-only";
import type { Provider } from "@/domain/provider/provider";
import { PROVIDER_TYPE_FACTS } from "@/domain/provider/provider-type";
import { connectionOptions, filterHeaders, type RawHeaders } from "@/infra/http/headers";
import type { Secret } from "@/lib/secret";
import { type BetaFlags, withBetaFlags } from "./beta-flags";
import { mayReachUpstream } from "./client-headers";
import { presentedCredentials } from "./presented-credentials";

/** What of a provider decides about its headers. */
export type HeadedProvider = Pick<Provider, "type" | "customHeaders" | "preserveClientIp">;

export interface HeaderContext {
  readonly secret: Secret;
  /** The secret is an OAuth access token, whatever it looks like. */
  readonly isAccessToken?: boolean;
  /** Of the upstream. */
  readonly hostname: string;
  /** The client's address as the hub knows it; what the client says of it does not count. */
  readonly clientIp: string | null;
  readonly betaFlags: BetaFlags;
}

const OFFICIAL_ANTHROPIC_HOST = /(?:^|\.)anthropic\.com$/;

/**
 * The headers of an upstream request, flat (name, value, name, value …): the client's as they came, without what is
 * its own or the hub's business, with the provider's credential.
 */
export function buildUpstreamHeaders(
  client: RawHeaders,
  provider: HeadedProvider,
  { secret, isAccessToken = false, hostname, clientIp, betaFlags }: HeaderContext,
): string[] {
  const named = connectionOptions(client);
  const custom = Object.entries(provider.customHeaders);
  const replaced = new Set(custom.map(([name]) => name.toLowerCase()));
  const credentials = presentedCredentials(client);
  const headers = filterHeaders(
    client,
    (name, value) =>
      mayReachUpstream(name) &&
      !replaced.has(name) &&
      !named.includes(name) &&
      !credentials.some((credential) => value.includes(credential)),
  );
  if (!replaced.has("anthropic-beta")) withBetaFlags(headers, betaFlags);
  const added = [
    ["accept-encoding", "identity"],
    ...forwardingHeaders(provider, clientIp),
    ...credentialHeaders(provider, secret.reveal(), isAccessToken, hostname),
  ] as const;
  for (const [name, value] of added) {
    if (!replaced.has(name)) headers.push(name, value);
  }
  for (const [name, value] of custom) headers.push(name, value);
  return headers;
}

/** Says whose request this is, where the admin of the upstream wants to know. */
function forwardingHeaders(
  { preserveClientIp }: Pick<Provider, "preserveClientIp">,
  clientIp: string | null,
): readonly (readonly [string, string])[] {
  if (!preserveClientIp || clientIp === null) return [];
  return [
    ["x-forwarded-for", clientIp],
    ["x-real-ip", clientIp],
  ];
}

function credentialHeaders(
  { type }: Pick<Provider, "type">,
  secret: string,
  isAccessToken: boolean,
  hostname: string,
): readonly (readonly [string, string])[] {
  const bearer = ["authorization", `Bearer ${secret}`] as const;
  switch (PROVIDER_TYPE_FACTS[type].auth) {
    case "bearer":
      return [bearer];
    case "google":
      return isAccessToken || secret.startsWith("ya29.") ? [bearer] : [["x-goog-api-key", secret]];
    case "x-api-key-and-bearer":
      // Anthropic itself wants the key in one place; relays read either, so they get both.
      return OFFICIAL_ANTHROPIC_HOST.test(hostname)
        ? [["x-api-key", secret]]
        : [["x-api-key", secret], bearer];
  }
}
