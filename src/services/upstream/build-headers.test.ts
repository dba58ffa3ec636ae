import { describe, expect, it } from "vitest";
import { PROVIDER_TYPES, type ProviderType } from "@/domain/provider/provider-type";
import { Secret } from "@/lib/secret";
import { NO_BETA_FLAGS } from "./beta-flags";
import { buildUpstreamHeaders } from "./build-headers";

const CANARY = "sk-cch-canary-0123456789";

interface Options {
  readonly type?: ProviderType;
  readonly secret?: string;
  readonly hostname?: string;
  readonly preserveClientIp?: boolean;
  readonly customHeaders?: Record<string, string>;
}

function build(client: readonly string[], options: Options = {}): string[] {
  const { type = "claude", secret = "upstream-secret", hostname = "relay.example" } = options;
  const { preserveClientIp = false, customHeaders = {} } = options;
  return buildUpstreamHeaders(
    client,
    { type, customHeaders, preserveClientIp },
    { secret: new Secret(secret), hostname, clientIp: "198.51.100.7", betaFlags: NO_BETA_FLAGS },
  );
}

const pairs = (headers: readonly string[]) =>
  Array.from({ length: headers.length / 2 }, (_, n) => [headers[2 * n], headers[2 * n + 1]]);

/** Every header by which a client, a proxy before the hub or a browser says who and where the client is. */
const TELLING = [
  ...["Authorization", `Bearer ${CANARY}`, "X-Api-Key", CANARY, "x-goog-api-key", CANARY],
  ...["api-key", CANARY, "anthropic-api-key", CANARY, "openai-api-key", CANARY, "x-auth-token", CANARY],
  ...["Cookie", `auth-token=${CANARY}`, "Proxy-Authorization", `Basic ${CANARY}`, "x-cch-anything", CANARY],
  ...["x-somebodys-own-header", `key=${CANARY};`],
  ...["Connection", "keep-alive, X-Hop, x-other-hop", "X-Hop", CANARY, "x-other-hop", CANARY],
  ...[
    "Keep-Alive",
    CANARY,
    "TE",
    CANARY,
    "Trailer",
    CANARY,
    "Transfer-Encoding",
    "chunked",
    "Upgrade",
    CANARY,
  ],
  ...["proxy-connection", CANARY, "http2-settings", CANARY, "expect", "100-continue", "host", "hub.canary"],
  ...["content-length", "9", "content-encoding", "gzip", "accept-encoding", "gzip, br"],
  ...["forwarded", `for=${CANARY}`, "x-forwarded-for", CANARY, "x-forwarded-host", CANARY],
  ...["x-forwarded-proto", CANARY, "x-forwarded-port", CANARY, "x-forwarded-client-cert", CANARY],
  ...["x-real-ip", CANARY, "x-client-ip", CANARY, "x-originating-ip", CANARY, "x-remote-ip", CANARY],
  ...["x-remote-addr", CANARY, "x-cluster-client-ip", CANARY, "true-client-ip", CANARY, "via", CANARY],
  ...["cf-connecting-ip", CANARY, "cf-ipcountry", CANARY, "cf-ray", CANARY, "cf-visitor", CANARY],
  ...["cf-access-jwt-assertion", CANARY, "cdn-loop", CANARY, "fastly-client-ip", CANARY],
  ...["x-azure-clientip", CANARY, "x-azure-fdid", CANARY, "akamai-origin-hop", CANARY],
  ...["x-akamai-config-log-detail", CANARY, "x-vercel-forwarded-for", CANARY, "x-original-url", CANARY],
  ...["x-request-id", CANARY, "x-correlation-id", CANARY, "x-trace-id", CANARY, "x-amzn-trace-id", CANARY],
  ...["x-b3-traceid", CANARY, "b3", CANARY, "traceparent", CANARY, "tracestate", CANARY, "baggage", CANARY],
  ...["origin", CANARY, "referer", CANARY, "sec-fetch-site", CANARY, "sec-websocket-key", CANARY],
];

/** Invariant 54: what same-protocol upstreams get as it came, spelling and order included. */
const PASSING = [
  ...["Content-Type", "application/json; charset=utf-8", "User-Agent", "claude-cli/2.0.1 (external, cli)"],
  ...[
    "anthropic-version",
    "2023-06-01",
    "anthropic-beta",
    "claude-code-20250219,  interleaved-thinking-2025-05-14",
  ],
  ...["anthropic-beta", "fine-grained-tool-streaming-2025-05-14", "X-Stainless-Lang", "js"],
  ...["x-stainless-retry-count", "0", "x-stainless-timeout", "600", "originator", "codex_cli_rs"],
  ...[
    "session_id",
    "0199",
    "session-id",
    "0199",
    "x-codex-turn-metadata",
    '{"a":1}',
    "openai-beta",
    "responses=v1",
  ],
  ...["x-goog-api-client", "GeminiCLI/1.0", "x-app", "cli", "accept", "text/event-stream"],
  ...["anthropic-dangerous-direct-browser-access", "true", "conversation_id", "x", "version", "0.55.0"],
];

describe.each(PROVIDER_TYPES)("for a provider of type %s", (type) => {
  it("42: nothing of the client's credential, cookies, hops or address goes upstream", () => {
    for (const preserveClientIp of [false, true]) {
      const headers = build([...TELLING, "x-app", "cli"], { type, preserveClientIp });
      expect(headers.join("\n")).not.toMatch(/canary/i);
      const names = pairs(headers).map(([name]) => name);
      for (const name of [
        "host",
        "content-length",
        "content-encoding",
        "transfer-encoding",
        "expect",
        "connection",
      ])
        expect(names).not.toContain(name);
      expect(names).toContain("x-app");
    }
  });

  it("54: the rest goes upstream byte for byte, in its order", () => {
    const headers = build([...TELLING, ...PASSING], { type });
    expect(headers.slice(0, PASSING.length)).toEqual(PASSING);
  });

  it("each credential header stands once, with the provider's own", () => {
    const credentials = pairs(build(TELLING, { type })).filter(([, value]) =>
      value?.includes("upstream-secret"),
    );
    const expected = {
      claude: [
        ["x-api-key", "upstream-secret"],
        ["authorization", "Bearer upstream-secret"],
      ],
      "claude-auth": [["authorization", "Bearer upstream-secret"]],
      codex: [["authorization", "Bearer upstream-secret"]],
      gemini: [["x-goog-api-key", "upstream-secret"]],
      "gemini-cli": [["x-goog-api-key", "upstream-secret"]],
      "openai-compatible": [["authorization", "Bearer upstream-secret"]],
    } as const;
    expect(credentials).toEqual(expected[type]);
  });
});

it("sends Anthropic itself the key in one place, and Google its OAuth tokens as such", () => {
  const official = build([], { hostname: "api.anthropic.com" });
  expect(official).toEqual(["accept-encoding", "identity", "x-api-key", "upstream-secret"]);
  expect(build([], { hostname: "anthropic.com.evil.example" })).toContain("authorization");
  expect(build([], { type: "gemini", secret: "ya29.token" })).toContain("Bearer ya29.token");
});

it("tells the client's address, as the hub knows it, only to upstreams that are to know", () => {
  const client = ["x-forwarded-for", "6.6.6.6", "x-real-ip", "6.6.6.6", "cf-connecting-ip", "6.6.6.6"];
  expect(build(client).join()).not.toMatch(/6\.6\.6\.6|198\.51/);
  const told = pairs(build(client, { preserveClientIp: true }));
  expect(told).toContainEqual(["x-forwarded-for", "198.51.100.7"]);
  expect(told).toContainEqual(["x-real-ip", "198.51.100.7"]);
  expect(JSON.stringify(told)).not.toContain("6.6.6.6");
});

it("puts an admin's headers in the place of the client's and the hub's", () => {
  const customHeaders = { "X-App": "hub", Authorization: "Custom scheme", "anthropic-beta": "mine" };
  const headers = build(["x-app", "cli", "anthropic-beta", "theirs"], { customHeaders });
  expect(pairs(headers)).toEqual([
    ["accept-encoding", "identity"],
    ["x-api-key", "upstream-secret"],
    ["X-App", "hub"],
    ["Authorization", "Custom scheme"],
    ["anthropic-beta", "mine"],
  ]);
});
