import { BlockList } from "node:net";
import { parseIpAddress } from "@/lib/ip-address";

/** Where the hub may connect to by order of somebody who typed a URL. */
export interface OutboundPolicy {
  /** Loopback and private networks: upstreams at home live there, and so do an operator's own services. */
  readonly privateNetworks: "allow" | "deny";
}

/**
 * - forbidden: nothing an upstream or a webhook can be; mostly what hands out a machine's cloud credentials
 * - private: denied by the policy
 */
export type OutboundVerdict = "allowed" | "forbidden" | "private";

/** What nobody needs and attackers ask for (RFC 6890), and the metadata services of the clouds. */
const NEVER = addresses(
  [
    ["0.0.0.0", 8],
    // Link-local: AWS, Azure, Google Cloud, OpenStack and others answer at 169.254.169.254, ECS at 169.254.170.2.
    ["169.254.0.0", 16],
    ["224.0.0.0", 4],
    ["240.0.0.0", 4],
    // Alibaba Cloud, Oracle Cloud, Azure's wire server
    ["100.100.100.200", 32],
    ["192.0.0.192", 32],
    ["168.63.129.16", 32],
  ],
  [
    ["::", 128],
    ["fe80::", 10],
    ["ff00::", 8],
    // AWS: instance metadata, credentials of pods; Google Cloud
    ["fd00:ec2::254", 128],
    ["fd00:ec2::23", 128],
    ["fd20:ce::254", 128],
  ],
);

/** Loopback, private, shared and benchmarking networks (RFC 1918, 6598, 2544, 4193). */
const PRIVATE = addresses(
  [
    ["10.0.0.0", 8],
    ["100.64.0.0", 10],
    ["127.0.0.0", 8],
    ["172.16.0.0", 12],
    ["192.0.0.0", 24],
    ["192.168.0.0", 16],
    ["198.18.0.0", 15],
  ],
  [
    ["::1", 128],
    ["fc00::", 7],
    ["fec0::", 10],
  ],
);

/** Names matter where somebody else resolves them: an outbound proxy. */
const NEVER_NAMES: ReadonlySet<string> = new Set([
  "metadata",
  "metadata.goog",
  "metadata.google.internal",
  "instance-data",
  "instance-data.ec2.internal",
]);

const PRIVATE_NAME = /(?:^|\.)(?:localhost|local|internal|home\.arpa)$/;

/**
 * Judges a host as a URL names it, or an address it resolved to. Both are to be asked: a harmless name may resolve to
 * anything.
 */
export function judgeOutbound(host: string, policy: OutboundPolicy): OutboundVerdict {
  const address = parseIpAddress(host);
  const name = host.toLowerCase().replace(/\.$/, "");
  const isNever = address ? NEVER.check(address.text, address.family) : NEVER_NAMES.has(name);
  if (isNever) return "forbidden";
  if (policy.privateNetworks === "allow") return "allowed";
  const isPrivate = address ? PRIVATE.check(address.text, address.family) : PRIVATE_NAME.test(name);
  return isPrivate ? "private" : "allowed";
}

type Networks = readonly (readonly [network: string, prefix: number])[];

function addresses(ipv4: Networks, ipv6: Networks): BlockList {
  const list = new BlockList();
  for (const [network, prefix] of ipv4) list.addSubnet(network, prefix, "ipv4");
  for (const [network, prefix] of ipv6) list.addSubnet(network, prefix, "ipv6");
  return list;
}
