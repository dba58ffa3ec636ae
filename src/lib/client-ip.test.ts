import { expect, it } from "vitest";
import { clientIp } from "./client-ip";

it.each([
  ["203.0.113.9", undefined, "203.0.113.9"],
  ["::ffff:203.0.113.9", "198.51.100.1", "203.0.113.9"],
  ["127.0.0.1", "198.51.100.1", "198.51.100.1"],
  ["10.0.0.2", "6.6.6.6, 198.51.100.1, 10.0.0.5", "198.51.100.1"],
  ["10.0.0.2", "192.168.1.7", "192.168.1.7"],
  ["::1", "[2001:db8::1]:4711", "2001:db8::1"],
  ["::1", "nonsense", "::1"],
  ["127.0.0.1", "198.51.100.1:80", "198.51.100.1"],
  [undefined, "198.51.100.1", null],
])("peer %s, forwarded for %s: %s", (peer, forwardedFor, expected) => {
  expect(clientIp(peer, forwardedFor)).toBe(expected);
});
