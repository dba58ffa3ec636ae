import { BlockList, isIP } from "node:net";

/** Loopback, private and link-local networks (RFC 1918, 4193, 4291, 6598): where reverse proxies live. */
const NEARBY = new BlockList();
for (const [network, prefix] of [
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.168.0.0", 16],
] as const) {
  NEARBY.addSubnet(network, prefix, "ipv4");
}
for (const [network, prefix] of [
  ["::1", 128],
  ["fc00::", 7],
  ["fe80::", 10],
] as const) {
  NEARBY.addSubnet(network, prefix, "ipv6");
}

/**
 * The client's address. `X-Forwarded-For` counts only as far as it was written by proxies nearby: it is read from
 * the right, and the first address that is not nearby is the client, whoever claims to stand behind it.
 */
export function clientIp(peer: string | undefined, forwardedFor: string | undefined): string | null {
  const direct = peer === undefined ? undefined : plainAddress(peer);
  if (direct === undefined) return null;
  if (forwardedFor === undefined || !isNearby(direct)) return direct;
  const hops = forwardedFor.split(",").map((hop) => plainAddress(hop.trim()));
  let client = direct;
  for (const hop of hops.reverse()) {
    if (hop === undefined) break;
    client = hop;
    if (!isNearby(hop)) break;
  }
  return client;
}

function isNearby(address: string): boolean {
  return NEARBY.check(address, isIP(address) === 6 ? "ipv6" : "ipv4");
}

/** The address without IPv4-in-IPv6 prefix and port; undefined when it is none. */
function plainAddress(text: string): string | undefined {
  const unmapped = text.replace(/^::ffff:(?=\d+\.)/i, "");
  if (isIP(unmapped)) return unmapped;
  const withoutPort = /^\[(.+)\](?::\d+)?$/.exec(unmapped)?.[1] ?? /^([\d.]+):\d+$/.exec(unmapped)?.[1];
  return withoutPort !== undefined && isIP(withoutPort) ? withoutPort : undefined;
}
