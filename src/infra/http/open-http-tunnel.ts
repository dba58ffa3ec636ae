import { isIPv6, type Socket } from "node:net";
import { Client } from "undici";
import { assertAllowed, guardedLookup } from "./destination-guard";
import type { OutboundProxy } from "./outbound-proxy";
import { proxyError, type TunnelOptions, type TunnelTarget } from "./tunnel";
import { UpstreamTransportError } from "./upstream-error";

/**
 * A tunnel through an HTTP proxy (RFC 9110 §9.3.6), also to plain `http:` upstreams: what passes through is then none
 * of the proxy's business. The proxy resolves the name.
 *
 * undici's own ProxyAgent is not used because it folds headers of the same name into one, and does not tell a failure
 * of the proxy from one of the upstream.
 *
 * @throws {UpstreamTransportError} `proxy`, `forbidden`
 */
export async function openHttpTunnel(
  { proxy, timeoutMs, isAllowed, trustedCertificates }: TunnelOptions,
  target: TunnelTarget,
): Promise<Socket> {
  assertAllowed(proxy.hostname, isAllowed);
  const host = isIPv6(proxy.hostname) ? `[${proxy.hostname}]` : proxy.hostname;
  const client = new Client(`${proxy.kind}://${host}:${proxy.port}`, {
    connect: {
      timeout: timeoutMs,
      lookup: guardedLookup(isAllowed),
      ...(trustedCertificates && { ca: [...trustedCertificates] }),
    },
    headersTimeout: timeoutMs,
  });
  try {
    return await connect(client, proxy, authorityOf(target));
  } finally {
    // The socket no longer belongs to the client once the proxy has answered.
    await client.destroy();
  }
}

async function connect(client: Client, proxy: OutboundProxy, authority: string): Promise<Socket> {
  const answer = await client
    .connect({ path: authority, headers: { host: authority, ...credentials(proxy) } })
    .catch((error: unknown) => {
      if (error instanceof UpstreamTransportError) throw error;
      throw proxyError(`cannot be reached (${(error as { code?: string }).code ?? "unknown error"})`);
    });
  const socket = answer.socket as Socket;
  if (answer.statusCode >= 200 && answer.statusCode < 300) return socket;
  socket.on("error", () => {}).destroy();
  throw proxyError(
    answer.statusCode === 407 ? "refused the hub's credentials (407)" : `answered HTTP ${answer.statusCode}`,
  );
}

function authorityOf({ hostname, port }: TunnelTarget): string {
  return `${isIPv6(hostname) ? `[${hostname}]` : hostname}:${port}`;
}

/** RFC 7617 */
function credentials({ username, password }: OutboundProxy): Record<string, string> {
  if (username === "" && password.reveal() === "") return {};
  const pair = Buffer.from(`${username}:${password.reveal()}`).toString("base64");
  return { "proxy-authorization": `Basic ${pair}` };
}
