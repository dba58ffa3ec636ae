import { createHash } from "node:crypto";
import { Secret } from "@/lib/secret";

/** The kinds of proxies. The letter behind a SOCKS version says that the proxy resolves names, not the hub. */
export type OutboundProxyKind = "http" | "https" | "socks4" | "socks4a" | "socks5" | "socks5h";

/** The proxy that requests of a provider go out through. */
export interface OutboundProxy {
  readonly kind: OutboundProxyKind;
  readonly hostname: string;
  readonly port: number;
  readonly username: string;
  readonly password: Secret;
  /** Tells proxies apart, credentials included, without giving them away. */
  readonly key: string;
}

const DEFAULT_PORTS: Readonly<Record<OutboundProxyKind, number>> = {
  http: 80,
  https: 443,
  socks4: 1080,
  socks4a: 1080,
  socks5: 1080,
  socks5h: 1080,
};

/** @throws {TypeError} for a text that is no URL of a proxy */
export function parseOutboundProxy(text: string): OutboundProxy {
  const url = new URL(text);
  const kind = url.protocol.slice(0, -1);
  if (!isKind(kind)) throw new TypeError(`${kind} is no kind of proxy`);
  return {
    kind,
    hostname: url.hostname.replace(/^\[(.*)\]$/, "$1"),
    port: url.port === "" ? DEFAULT_PORTS[kind] : Number(url.port),
    username: decoded(url.username),
    password: new Secret(decoded(url.password)),
    key: createHash("sha256").update(text).digest("base64"),
  };
}

function isKind(kind: string): kind is OutboundProxyKind {
  return Object.hasOwn(DEFAULT_PORTS, kind);
}

/** People write a `%` in a password as it is. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
