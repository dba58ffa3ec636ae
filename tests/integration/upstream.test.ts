import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { FakeProxy } from "../../dev/fake-proxy/fake-proxy";
import { startHttpProxy } from "../../dev/fake-proxy/http-proxy";
import { startSocksProxy } from "../../dev/fake-proxy/socks-proxy";
import { type Script, scriptHeader } from "../../dev/fake-upstream";
import { startTestHub, type TestCaller, type TestHub } from "../support/hub";

/** How requests leave the hub: through proxies, within deadlines, with what a provider's settings change. */

let hub: TestHub;
let caller: TestCaller;
const proxies: FakeProxy[] = [];

beforeAll(async () => {
  hub = await startTestHub();
  caller = await hub.addCaller();
});
afterAll(() => hub.close());

let provider: number | undefined;
afterEach(async () => {
  if (provider !== undefined) await hub.call("providers/removeProvider", { providerId: provider });
  provider = undefined;
  for (const proxy of proxies.splice(0)) await proxy.close();
});

async function useProvider(fields: Readonly<Record<string, unknown>>): Promise<number> {
  provider = await hub.addProvider(fields);
  return provider;
}

async function startProxy(kind: "http" | "socks", options = {}): Promise<FakeProxy> {
  const proxy = await (kind === "http" ? startHttpProxy(options) : startSocksProxy(options));
  proxies.push(proxy);
  return proxy;
}

const message = (changes: object = {}) => ({
  model: "claude-sonnet-4-5",
  max_tokens: 100,
  messages: [{ role: "user", content: `hello ${Math.random()}` }],
  ...changes,
});

async function ask(body: object = message(), script: Partial<Script> = {}, key = caller.key) {
  const headers = { "x-fake-script": scriptHeader(script) };
  const response = await hub.post("/v1/messages", key, body, headers);
  return { status: response.status, headers: response.headers, text: await response.text() };
}

function lastRequest() {
  const recorded = hub.upstream.requests.at(-1);
  const headers = new Map(recorded?.headers.map(([name, value]) => [name.toLowerCase(), value]));
  return { headers, body: recorded?.body.toString() ?? "" };
}

async function lastLog() {
  await hub.runtime.ledger.flush();
  const { logs } = await hub.call<{ logs: Record<string, unknown>[] }>("usage-logs/getUsageLogsBatch", {
    limit: 1,
  });
  return logs[0];
}

describe("a provider's outbound proxy", () => {
  const credentials = { username: "hub", password: "s3cret!" };
  /** Only the proxies resolve it: what arrives has come through one. */
  const throughProxy = () => ({ url: `http://upstream.invalid:${hub.upstream.port}` });

  it.each([
    ["http", "http"],
    ["socks", "socks4a"],
    ["socks", "socks5h"],
  ] as const)("%s: carries requests of kind %s, and lists show it masked", async (server, kind) => {
    const proxy = await startProxy(server, { credentials });
    await useProvider({
      ...throughProxy(),
      proxy_url: `${kind}://${credentials.username}:${encodeURIComponent(credentials.password)}@127.0.0.1:${proxy.port}`,
    });
    for (const stream of [false, true]) expect((await ask(message({ stream }))).status).toBe(200);
    expect(proxy.tunnels.length).toBeGreaterThan(0);
    expect(proxy.tunnels[0]).toMatchObject({ host: "upstream.invalid", username: "hub" });
    const listed = await hub.call<object[]>("providers/getProviders");
    expect(listed).toMatchObject([{ hasProxy: true }]);
    expect(JSON.stringify(listed)).not.toContain("s3cret");
  });

  it("is used by the provider test, saved or typed in", async () => {
    const proxy = await startProxy("socks");
    const providerId = await useProvider({
      ...throughProxy(),
      proxy_url: `socks5h://127.0.0.1:${proxy.port}`,
    });
    const test = (input: object) =>
      hub.call<{ status: string; message: string }>("providers/testProviderUnified", input);
    expect(await test({ providerId })).toMatchObject({ status: "green" });
    expect(proxy.tunnels).toHaveLength(1);
    const other = await startProxy("http");
    expect(await test({ providerId, proxyUrl: `http://127.0.0.1:${other.port}` })).toMatchObject({
      status: "green",
    });
    expect(other.tunnels).toHaveLength(1);
    expect(await test({ providerId, proxyUrl: null })).toMatchObject({
      status: "red",
      subStatus: "network_error",
    });
  });

  it("is not gone round, unless the provider says so", async () => {
    const proxy = await startProxy("http", { refuse: true });
    const providerId = await useProvider({ proxy_url: `http://127.0.0.1:${proxy.port}` });
    const before = hub.upstream.requests.length;
    const refused = await ask();
    expect(refused.status).toBe(502);
    expect(refused.text).toContain("the outbound proxy answered HTTP 502");
    expect(refused.text).not.toContain("127.0.0.1");
    expect(hub.upstream.requests).toHaveLength(before);
    await hub.call("providers/editProvider", { providerId, proxy_fallback_to_direct: true });
    expect((await ask()).status).toBe(200);
    expect(hub.upstream.requests).toHaveLength(before + 1);
  });

  it("20: is another one from the next request on when it is changed", async () => {
    const [first, second] = [await startProxy("socks"), await startProxy("socks")];
    const providerId = await useProvider({
      ...throughProxy(),
      proxy_url: `socks5h://127.0.0.1:${first.port}`,
    });
    await ask();
    await hub.call("providers/editProvider", { providerId, proxy_url: `socks5h://127.0.0.1:${second.port}` });
    await ask();
    expect([first.tunnels.length, second.tunnels.length]).toEqual([1, 1]);
  });

  it.each(["socks4h://127.0.0.1", "ftp://127.0.0.1", "socks5://"])("cannot be %s", async (proxyUrl) => {
    await expect(hub.addProvider({ proxy_url: proxyUrl })).rejects.toThrow("INVALID_INPUT");
  });
});

describe("9: a provider's deadlines", () => {
  const SECOND = {
    first_byte_timeout_streaming_ms: 0,
    streaming_idle_timeout_ms: 0,
    request_timeout_non_streaming_ms: 0,
  };

  it.each([
    [
      "the first byte of a stream",
      "first_byte_timeout_streaming_ms",
      { stream: true },
      { hang: "before-headers" },
    ],
    [
      "the first byte behind a stream's head",
      "first_byte_timeout_streaming_ms",
      { stream: true },
      { hang: "after-headers" },
    ],
    ["an answer in one piece", "request_timeout_non_streaming_ms", {}, { hang: "before-headers" }],
    [
      "the body of an answer in one piece",
      "request_timeout_non_streaming_ms",
      {},
      { hang: { afterBytes: 20 } },
    ],
  ] as const)("end the wait for %s with 504", async (_name, field, body, script) => {
    await useProvider({ ...SECOND, [field]: 1_000 });
    const startedAt = Date.now();
    const { status, text } = await ask(message(body), script as Partial<Script>);
    expect(status).toBe(504);
    expect(JSON.parse(text)).toMatchObject({ error: { code: "upstream_timeout" } });
    expect(Date.now() - startedAt).toBeGreaterThanOrEqual(990);
    expect(Date.now() - startedAt).toBeLessThan(3_000);
  });

  it("end a stream that falls silent with an error event, and settle it", async () => {
    await useProvider({ ...SECOND, streaming_idle_timeout_ms: 1_000 });
    const script = { text: { repeat: "word ", times: 20 }, chunks: 10, hang: { afterEvents: 6 } };
    const { status, text } = await ask(message({ stream: true }), script as Partial<Script>);
    expect(status).toBe(200);
    expect(text).toMatch(/event: error\ndata: .*no data came within 1000 ms/);
    expect(await lastLog()).toMatchObject({ outcome: "failed", errorCode: "upstream_error" });
  });

  it("do not end a stream that goes on slowly", async () => {
    await useProvider({
      ...SECOND,
      streaming_idle_timeout_ms: 1_000,
      first_byte_timeout_streaming_ms: 1_000,
    });
    const script = { text: { repeat: "word ", times: 8 }, chunks: 4, delays: { betweenChunksMs: 300 } };
    const { text } = await ask(message({ stream: true }), script as Partial<Script>);
    expect(text).toContain("message_stop");
  });
});

describe("an answer that comes compressed although it was asked for plain", () => {
  it.each([
    ["gzip", true],
    ["gzip", false],
    ["br", true],
    ["deflate", false],
  ] as const)("is read, priced and passed on plain (%s, stream: %s)", async (contentEncoding, stream) => {
    await useProvider({});
    const usage = { inputTokens: 1_000, outputTokens: 50 };
    const { headers, text } = await ask(message({ stream }), { contentEncoding, usage } as Partial<Script>);
    expect(headers.get("content-encoding")).toBeNull();
    expect(text).toContain(stream ? "message_stop" : '"type":"message"');
    expect(lastRequest().headers.get("accept-encoding")).toBe("identity");
    expect(await lastLog()).toMatchObject({
      outcome: "completed",
      inputTokens: 1_000,
      outputTokens: 50,
      estimated: false,
    });
  });
});

describe("a provider's settings", () => {
  const cached = { type: "text", text: "a", cache_control: { type: "ephemeral" } };

  it("55: fix the lifetime of prompt caches, the key's preference before them", async () => {
    await useProvider({ cache_ttl_preference: "1h" });
    const body = message({ system: [cached], messages: [{ role: "user", content: [cached] }] });
    await ask(body);
    const sent = lastRequest();
    const longer = JSON.stringify(body).replaceAll('"ephemeral"', '"ephemeral","ttl":"1h"');
    expect(sent.body).toBe(longer);
    expect(sent.headers.get("anthropic-beta")).toBe("extended-cache-ttl-2025-04-11");
    await hub.call("keys/editKey", { keyId: caller.keyId, cacheTtlPreference: "5m" });
    await ask(body);
    expect(lastRequest().body).toBe(longer.replaceAll("1h", "5m"));
    expect(lastRequest().headers.has("anthropic-beta")).toBe(false);
    await hub.call("keys/editKey", { keyId: caller.keyId, cacheTtlPreference: "inherit" });
  });

  it("14, 52: change the model and what else they concern in one go, by the model that is served", async () => {
    await useProvider({
      cache_ttl_preference: "1h",
      context_1m_preference: "force_enable",
      model_redirects: { "claude-haiku-*": "claude-sonnet-4-5" },
    });
    const body = message({ system: [cached], model: "claude-haiku-4-5" });
    await ask(body);
    expect(lastRequest().body).toBe(
      JSON.stringify(body)
        .replace("claude-haiku-4-5", "claude-sonnet-4-5")
        .replace('"ephemeral"', '"ephemeral","ttl":"1h"'),
    );
    expect(lastRequest().headers.get("anthropic-beta")).toBe(
      "context-1m-2025-08-07,extended-cache-ttl-2025-04-11",
    );
  });

  it("keep requests for the long context away where it is disabled, and let all others in", async () => {
    await useProvider({ context_1m_preference: "disabled" });
    const before = hub.upstream.requests.length;
    const asking = { "anthropic-beta": "a-1,context-1m-2025-08-07,b-2" };
    const refused = await hub.post("/v1/messages", caller.key, message(), asking);
    expect(refused.status).toBe(503);
    await refused.text();
    expect(hub.upstream.requests).toHaveLength(before);
    const others = await hub.post("/v1/messages", caller.key, message(), { "anthropic-beta": "a-1, b-2" });
    await others.text();
    expect(lastRequest().headers.get("anthropic-beta")).toBe("a-1, b-2");
  });

  it("add headers, and tell the client's address where they say so", async () => {
    await useProvider({ custom_headers: { "X-Team": "blue" }, preserve_client_ip: true });
    await ask();
    const { headers } = lastRequest();
    expect(headers.get("x-team")).toBe("blue");
    expect(headers.get("x-forwarded-for")).toBe("127.0.0.1");
    expect(headers.get("x-real-ip")).toBe("127.0.0.1");
  });

  it.each([
    { custom_headers: { Host: "other.example" } },
    { custom_headers: { "content-length": "3" } },
    { custom_headers: { "x-a": "line\r\nbreak" } },
    { url: "https://user:password@upstream.example" },
  ])("42: refuse %j", async (fields) => {
    await expect(hub.addProvider(fields)).rejects.toThrow("INVALID_INPUT");
  });
});

it.each([
  { url: "http://169.254.169.254/latest" },
  { url: "http://[::ffff:a9fe:a9fe]" },
  { url: "http://2852039166" },
  { url: "http://metadata.google.internal" },
  { url: "http://0.0.0.0:80" },
  { mcp_passthrough_url: "http://[fd00:ec2::254]" },
  { proxy_url: "socks5://169.254.169.254:80" },
])("44: no provider can be at %j", async (fields) => {
  await expect(hub.addProvider(fields)).rejects.toThrow("INVALID_INPUT");
});
