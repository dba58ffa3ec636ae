import { isIP, isIPv6, type Socket } from "node:net";
import { socksConnector } from "fetch-socks";
import { buildConnector } from "undici";
import { connectWith } from "./connect-with";
import { assertAllowed, guardedLookup, type IsAllowed, resolveAllowed } from "./destination-guard";
import type { OutboundProxyKind } from "./outbound-proxy";
import { proxyError, type TunnelOptions, type TunnelTarget } from "./tunnel";
import { UpstreamTransportError } from "./upstream-error";

/** Kinds that are given the name and resolve it themselves. */
const RESOLVES_NAMES: ReadonlySet<OutboundProxyKind> = new Set(["socks4a", "socks5h"]);

/** A library's words that concern the proxy's consent; any other failure is one of reaching it. */
const REFUSED = /rejected|authentication|no accepted|handshake/i;

/**
 * A tunnel through a SOCKS proxy: version 4 (with 4a's names) or 5 (RFC 1928, with RFC 1929's credentials).
 *
 * @throws {UpstreamTransportError} `proxy`, `forbidden`; what DNS says where the hub resolves the target
 */
export async function openSocksTunnel(options: TunnelOptions, target: TunnelTarget): Promise<Socket> {
  const { proxy, timeoutMs, isAllowed } = options;
  const hostname = await destination(proxy.kind, target.hostname, isAllowed);
  const httpSocket = await connectToProxy(options);
  const connect = socksConnector(
    {
      type: proxy.kind.startsWith("socks4") ? 4 : 5,
      host: proxy.hostname,
      port: proxy.port,
      userId: proxy.username,
      password: proxy.password.reveal(),
    },
    { timeout: timeoutMs },
  );
  try {
    // "http:": TLS with the upstream is not the tunnel's business.
    return await connectWith(connect, { protocol: "http:", hostname, port: String(target.port), httpSocket });
  } catch (error) {
    const { message } = error as Error;
    throw proxyError(REFUSED.test(message) ? "refused the connection" : "broke off the connection");
  }
}

/** What the proxy is asked to connect to. Version 4 knows neither names nor IPv6. */
async function destination(kind: OutboundProxyKind, hostname: string, isAllowed: IsAllowed): Promise<string> {
  if (kind === "socks4" || kind === "socks4a") {
    if (isIPv6(hostname)) throw proxyError("speaks SOCKS 4, which cannot reach IPv6 addresses");
  }
  if (RESOLVES_NAMES.has(kind) || isIP(hostname)) return hostname;
  return await resolveAllowed(hostname, kind === "socks4" ? 4 : 0, isAllowed);
}

async function connectToProxy({ proxy, timeoutMs, isAllowed }: TunnelOptions): Promise<Socket> {
  assertAllowed(proxy.hostname, isAllowed);
  const connect = buildConnector({ timeout: timeoutMs, lookup: guardedLookup(isAllowed) });
  try {
    return await connectWith(connect, {
      protocol: "http:",
      hostname: proxy.hostname,
      port: String(proxy.port),
    });
  } catch (error) {
    if (error instanceof UpstreamTransportError) throw error;
    throw proxyError(`cannot be reached (${(error as { code?: string }).code ?? "unknown error"})`);
  }
}
