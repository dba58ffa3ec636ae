import { isIP, isIPv4 } from "node:net";

/** An address with its family, in the form `net.BlockList` takes. */
export interface IpAddress {
  readonly text: string;
  readonly family: "ipv4" | "ipv6";
}

/**
 * Networks of IPv6 addresses that stand for an IPv4 one, with the index of the hextet its 32 bits begin at:
 * IPv4-mapped (RFC 4291 §2.5.5.2), IPv4-compatible (§2.5.5.1), NAT64 (RFC 6052 §2.1), 6to4 (RFC 3056 §2).
 */
const CARRIERS: readonly (readonly [leading: readonly number[], at: number])[] = [
  [[0, 0, 0, 0, 0, 0xffff], 6],
  [[0, 0, 0, 0, 0, 0], 6],
  [[0x64, 0xff9b, 0, 0, 0, 0], 6],
  [[0x2002], 1],
];

/**
 * Reads an address, with or without brackets and zone. An IPv6 address that stands for an IPv4 one is given as that:
 * where a packet ends up counts, not how its address is written.
 *
 * @returns null for anything else, such as a name
 */
export function parseIpAddress(text: string): IpAddress | null {
  const bare = text.replace(/^\[(.*)\]$/, "$1").replace(/%.*$/, "");
  const version = isIP(bare);
  if (version === 0) return null;
  if (version === 4) return { text: bare, family: "ipv4" };
  const hextets = hextetsOf(bare);
  const carrier = CARRIERS.find(([leading]) => leading.every((hextet, at) => hextets[at] === hextet));
  // `::` and `::1` are addresses of their own, whatever their first 96 bits say.
  if (!carrier || isUnspecifiedOrLoopback(hextets)) return { text: bare, family: "ipv6" };
  return { text: ipv4At(hextets, carrier[1]), family: "ipv4" };
}

function isUnspecifiedOrLoopback(hextets: readonly number[]): boolean {
  return hextets.slice(0, 7).every((hextet) => hextet === 0) && (hextets[7] as number) <= 1;
}

function ipv4At(hextets: readonly number[], at: number): string {
  const [high = 0, low = 0] = hextets.slice(at, at + 2);
  return [high >> 8, high & 0xff, low >> 8, low & 0xff].join(".");
}

/** The eight 16-bit groups of a valid IPv6 address. */
function hextetsOf(address: string): number[] {
  const [head = "", tail] = address.split("::");
  const before = groupsOf(head);
  if (tail === undefined) return before;
  const after = groupsOf(tail);
  return [...before, ...Array<number>(8 - before.length - after.length).fill(0), ...after];
}

function groupsOf(text: string): number[] {
  if (text === "") return [];
  return text.split(":").flatMap((group) => {
    if (!isIPv4(group)) return [Number.parseInt(group, 16)];
    const [a = 0, b = 0, c = 0, d = 0] = group.split(".").map(Number);
    return [(a << 8) | b, (c << 8) | d];
  });
}
