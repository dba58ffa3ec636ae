import type { Socket } from "node:net";
import { buildConnector } from "undici";
import { connectWith } from "./connect-with";
import { assertAllowed, guardedLookup, type IsAllowed } from "./destination-guard";
import { openHttpTunnel } from "./open-http-tunnel";
import { openSocksTunnel } from "./open-socks-tunnel";
import type { OutboundProxy, OutboundProxyKind } from "./outbound-proxy";
import { type OpenTunnel, tunnelWithin } from "./tunnel";

/** How connections to upstreams are made. */
export interface ConnectorOptions {
  /** null = directly */
  readonly proxy: OutboundProxy | null;
  /** Offer HTTP/2 in the TLS handshake. */
  readonly allowHttp2: boolean;
  /** For a connection with its TLS handshake; through a proxy for the tunnel, then once more for TLS. */
  readonly timeoutMs: number;
  readonly isAllowed: IsAllowed;
  /** PEM certificates trusted in the place of the system's. */
  readonly trustedCertificates?: readonly string[] | undefined;
}

const TUNNELS: Readonly<Record<OutboundProxyKind, OpenTunnel>> = {
  http: openHttpTunnel,
  https: openHttpTunnel,
  socks4: openSocksTunnel,
  socks4a: openSocksTunnel,
  socks5: openSocksTunnel,
  socks5h: openSocksTunnel,
};

/** A connector for undici's pools: directly or through a proxy, never to where the policy forbids. */
export function createConnector(options: ConnectorOptions): buildConnector.connector {
  const { proxy, allowHttp2, timeoutMs, isAllowed, trustedCertificates } = options;
  const connect = buildConnector({
    timeout: timeoutMs,
    allowH2: allowHttp2,
    lookup: guardedLookup(isAllowed),
    ...(trustedCertificates && { ca: [...trustedCertificates] }),
  });
  const open = async (target: buildConnector.Options): Promise<Socket> => {
    assertAllowed(target.hostname, isAllowed);
    if (!proxy) return await connectWith(connect, target);
    const to = { hostname: target.hostname, port: portOf(target) };
    const tunnel = TUNNELS[proxy.kind]({ proxy, timeoutMs, isAllowed, trustedCertificates }, to);
    const socket = await tunnelWithin(timeoutMs, tunnel);
    return target.protocol === "https:" ? await secured(connect, target, socket) : socket;
  };
  return (target, callback) => {
    open(target).then(
      (socket) => callback(null, socket),
      (error: Error) => callback(error, null),
    );
  };
}

async function secured(
  connect: buildConnector.connector,
  target: buildConnector.Options,
  httpSocket: Socket,
): Promise<Socket> {
  try {
    return await connectWith(connect, { ...target, httpSocket });
  } catch (error) {
    httpSocket.destroy();
    throw error;
  }
}

function portOf({ port, protocol }: buildConnector.Options): number {
  if (port) return Number(port);
  return protocol === "https:" ? 443 : 80;
}
