import type { Socket } from "node:net";
import type { IsAllowed } from "./destination-guard";
import type { OutboundProxy } from "./outbound-proxy";
import { UpstreamTransportError } from "./upstream-error";

/** How a tunnel is opened. */
export interface TunnelOptions {
  readonly proxy: OutboundProxy;
  /** For all of it: connecting to the proxy, TLS with it, its consent. */
  readonly timeoutMs: number;
  readonly isAllowed: IsAllowed;
  /** PEM certificates trusted in the place of the system's. */
  readonly trustedCertificates: readonly string[] | undefined;
}

/** Where a tunnel leads. An IPv6 address stands without brackets. */
export interface TunnelTarget {
  readonly hostname: string;
  readonly port: number;
}

/** Opens a connection to `target` through a proxy of one kind; may take its time. */
export type OpenTunnel = (options: TunnelOptions, target: TunnelTarget) => Promise<Socket>;

/** The failure of a tunnel. Its cause is left out: SOCKS libraries put the password into theirs. */
export function proxyError(what: string): UpstreamTransportError {
  return new UpstreamTransportError("proxy", `the outbound proxy ${what}`, undefined);
}

/** A socket that is opened in time, or a failure of the proxy; a socket that comes later is closed. */
export async function tunnelWithin(ms: number, opening: Promise<Socket>): Promise<Socket> {
  let timer: NodeJS.Timeout | undefined;
  let isLate = false;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      isLate = true;
      reject(proxyError(`did not connect within ${ms} ms`));
    }, ms);
  });
  opening.then(
    (socket) => isLate && socket.destroy(),
    () => {},
  );
  try {
    return await Promise.race([opening, late]);
  } finally {
    clearTimeout(timer);
  }
}
