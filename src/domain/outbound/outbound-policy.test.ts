import { describe, expect, it } from "vitest";
import { judgeOutbound } from "./outbound-policy";

const ALLOW = { privateNetworks: "allow" } as const;
const DENY = { privateNetworks: "deny" } as const;

describe("44: whatever the policy", () => {
  it.each([
    "169.254.169.254",
    "169.254.170.2",
    "[::ffff:169.254.169.254]",
    "::ffff:a9fe:a9fe",
    "64:ff9b::a9fe:a9fe",
    "2002:a9fe:a9fe::",
    "fd00:ec2::254",
    "fe80::1%eth0",
    "100.100.100.200",
    "168.63.129.16",
    "192.0.0.192",
    "0.0.0.0",
    "0.1.2.3",
    "::",
    "224.0.0.1",
    "255.255.255.255",
    "ff02::1",
    "metadata.google.internal",
    "Metadata.Google.Internal.",
    "instance-data",
  ])("%s is forbidden", (host) => {
    expect(judgeOutbound(host, ALLOW)).toBe("forbidden");
    expect(judgeOutbound(host, DENY)).toBe("forbidden");
  });

  it.each([
    "203.0.113.9",
    "8.8.8.8",
    "2606:4700::1",
    "api.anthropic.com",
    "localhost.example.com",
    "1.1.1.1",
  ])("%s is allowed", (host) => {
    expect(judgeOutbound(host, ALLOW)).toBe("allowed");
    expect(judgeOutbound(host, DENY)).toBe("allowed");
  });
});

it.each([
  "127.0.0.1",
  "10.1.2.3",
  "172.31.255.255",
  "192.168.1.1",
  "100.64.0.1",
  "198.18.0.1",
  "::1",
  "fd12::1",
  "::ffff:10.0.0.1",
  "localhost",
  "ollama.localhost",
  "nas.local",
  "api.internal",
])("44: %s is allowed only where private networks are", (host) => {
  expect(judgeOutbound(host, ALLOW)).toBe("allowed");
  expect(judgeOutbound(host, DENY)).toBe("private");
});
