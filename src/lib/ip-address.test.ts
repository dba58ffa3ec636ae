import { expect, it } from "vitest";
import { parseIpAddress } from "./ip-address";

it.each([
  ["203.0.113.9", "203.0.113.9", "ipv4"],
  ["2001:db8::1", "2001:db8::1", "ipv6"],
  ["[2001:db8::1]", "2001:db8::1", "ipv6"],
  ["fe80::1%eth0", "fe80::1", "ipv6"],
  ["::", "::", "ipv6"],
  ["::1", "::1", "ipv6"],
  ["::ffff:169.254.169.254", "169.254.169.254", "ipv4"],
  ["::ffff:a9fe:a9fe", "169.254.169.254", "ipv4"],
  ["0:0:0:0:0:ffff:7f00:1", "127.0.0.1", "ipv4"],
  ["::10.0.0.1", "10.0.0.1", "ipv4"],
  ["64:ff9b::a00:1", "10.0.0.1", "ipv4"],
  ["2002:a9fe:a9fe::1", "169.254.169.254", "ipv4"],
])("reads %s as %s", (text, expected, family) => {
  expect(parseIpAddress(text)).toEqual({ text: expected, family });
});

it.each(["example.com", "", "1.2.3", "[example]", "0x7f.1"])("does not take %j for an address", (text) => {
  expect(parseIpAddress(text)).toBeNull();
});
