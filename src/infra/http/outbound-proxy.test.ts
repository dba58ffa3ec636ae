import { setImmediate as nextTurn } from "node:timers/promises";
import { afterEach, describe, expect, it } from "vitest";
import { readAll } from "@/lib/byte-source";
import type { FakeProxy, FakeProxyOptions } from "../../../dev/fake-proxy/fake-proxy";
import { startHttpProxy, startHttpsProxy } from "../../../dev/fake-proxy/http-proxy";
import { type Origin, startOrigin } from "../../../dev/fake-proxy/origin";
import { startSocksProxy } from "../../../dev/fake-proxy/socks-proxy";
import { TEST_TLS } from "../../../dev/fake-proxy/test-tls";
import { parseOutboundProxy } from "./outbound-proxy";
import { type Detour, UpstreamClient, type UpstreamClientOptions } from "./upstream-client";
import type { UpstreamTransportError } from "./upstream-error";

/** Real proxies on loopback, and counters that show what came through them and what did not. */

const USER = { username: "us er", password: "p@ss:wo%rd" };
const PAIR = `${encodeURIComponent(USER.username)}:${encodeURIComponent(USER.password)}`;

/** A name that only the proxies resolve. */
const NAME = "upstream.invalid";

const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of opened.splice(0).reverse()) await each.close();
});

function keep<Opened extends { close(): Promise<void> }>(each: Opened): Opened {
  opened.push(each);
  return each;
}

function client(options: Partial<UpstreamClientOptions> = {}): UpstreamClient {
  return keep(
    new UpstreamClient({
      connectTimeoutMs: 2_000,
      headersTimeoutMs: 5_000,
      bodyTimeoutMs: 5_000,
      isAllowed: () => true,
      allowHttp2: () => false,
      trustedCertificates: [TEST_TLS.cert],
      ...options,
    }),
  );
}

async function ask(from: UpstreamClient, origin: string, proxy: string | null, mayGoDirect = false) {
  const reader = from.send({
    method: "POST",
    origin,
    path: "/v1/messages",
    headers: ["x-a", "1", "x-a", "2"],
    body: Buffer.from("{}"),
    egress: { proxy: proxy === null ? null : parseOutboundProxy(proxy), mayGoDirect },
  });
  const { status, body } = await reader.response;
  return `${status} ${(await readAll(body, 1_000)).bytes}`;
}

async function failureOf(asked: Promise<unknown>): Promise<UpstreamTransportError> {
  return await asked.then(
    () => Promise.reject(new Error("it was answered")),
    (error: UpstreamTransportError) => error,
  );
}

/** Whether every connection that the origin saw came from the proxy. */
function onlyThrough(origin: Origin, proxy: FakeProxy): boolean {
  return origin.peerPorts.length > 0 && origin.peerPorts.every((port) => proxy.outgoingPorts.has(port));
}

type Start = (options?: FakeProxyOptions) => Promise<FakeProxy>;

const KINDS: readonly (readonly [kind: string, start: Start, resolvesNames: boolean])[] = [
  ["http", startHttpProxy, true],
  ["https", startHttpsProxy, true],
  ["socks4", startSocksProxy, false],
  ["socks4a", startSocksProxy, true],
  ["socks5", startSocksProxy, false],
  ["socks5h", startSocksProxy, true],
];

describe.each(KINDS)("through a proxy of kind %s", (kind, start, resolvesNames) => {
  const host = resolvesNames ? NAME : "localhost";

  it.each([
    ["http", false],
    ["https", true],
  ])("reaches an %s upstream, and nothing goes direct", async (scheme, tls) => {
    const proxy = keep(await start());
    const origin = keep(await startOrigin(undefined, { tls }));
    const from = client();
    const url = `${scheme}://${host}:${origin.port}`;
    expect(await ask(from, url, `${kind}://127.0.0.1:${proxy.port}`)).toBe("200 ok");
    // A connection is free for the next request a turn after the last byte of its answer.
    await nextTurn();
    expect(await ask(from, url, `${kind}://127.0.0.1:${proxy.port}`)).toBe("200 ok");
    expect(onlyThrough(origin, proxy)).toBe(true);
    // Two requests, one connection.
    expect(proxy.tunnels).toEqual([
      {
        host: resolvesNames ? NAME : "127.0.0.1",
        hostKind: resolvesNames ? "name" : "ipv4",
        port: origin.port,
        username: null,
      },
    ]);
    expect(origin.requests[0]?.rawHeaders.join()).toContain("x-a,1,x-a,2");
    expect(origin.requests[0]?.headers.host).toBe(`${host}:${origin.port}`);
  });

  it("shows its credentials, and the upstream none of them", async () => {
    const proxy = keep(await start({ credentials: USER }));
    const origin = keep(await startOrigin());
    const url = `http://${host}:${origin.port}`;
    expect(await ask(client(), url, `${kind}://${PAIR}@127.0.0.1:${proxy.port}`)).toBe("200 ok");
    expect(proxy.tunnels[0]?.username).toBe(USER.username);
    expect(JSON.stringify(origin.requests[0]?.rawHeaders)).not.toMatch(/proxy|us er|p@ss/i);
  });

  it("fails with what the proxy did where it does not know the credentials, and does not go direct", async () => {
    const proxy = keep(await start({ credentials: USER }));
    const origin = keep(await startOrigin());
    const wrong = `${kind}://somebody:else@127.0.0.1:${proxy.port}`;
    const failure = await failureOf(ask(client(), `http://localhost:${origin.port}`, wrong));
    expect(failure).toMatchObject({ failure: "proxy" });
    expect(failure.message).toMatch(/^the outbound proxy refused/);
    expect(origin.peerPorts).toEqual([]);
  });

  it("does not go direct where that is not allowed, and does where it is", async () => {
    const proxy = keep(await start({ refuse: true }));
    const origin = keep(await startOrigin());
    const detours: Detour[] = [];
    const from = client({ onDetour: (detour) => detours.push(detour) });
    const url = `http://localhost:${origin.port}`;
    const through = `${kind}://127.0.0.1:${proxy.port}`;
    expect((await failureOf(ask(from, url, through))).failure).toBe("proxy");
    expect(origin.peerPorts).toEqual([]);
    expect(await ask(from, url, through, true)).toBe("200 ok");
    expect(origin.peerPorts).toHaveLength(1);
    expect(proxy.connections).toBe(2);
    expect(detours).toMatchObject([{ origin: url, to: "direct" }]);
  });

  it("gives a proxy that does not answer no longer than a connection may take", async () => {
    const proxy = keep(await start({ hang: true }));
    const origin = keep(await startOrigin());
    const from = client({ connectTimeoutMs: 150 });
    const startedAt = Date.now();
    const through = `${kind}://127.0.0.1:${proxy.port}`;
    const failure = await failureOf(ask(from, `http://localhost:${origin.port}`, through));
    expect(failure.failure).toBe("proxy");
    expect(Date.now() - startedAt).toBeLessThan(1_500);
    expect(origin.peerPorts).toEqual([]);
  });

  it("names no host and no password when the proxy cannot be reached", async () => {
    const gone = await start();
    await gone.close();
    const through = `${kind}://${PAIR}@127.0.0.1:${gone.port}`;
    const failure = await failureOf(ask(client(), "http://localhost:9", through));
    expect(failure.message).toBe("the outbound proxy cannot be reached (ECONNREFUSED)");
    expect(JSON.stringify(failure) + failure.stack + String(failure.cause)).not.toContain("wo%rd");
  });

  it("42, 44: asks no proxy at a forbidden address, and none for a forbidden one", async () => {
    const proxy = keep(await start());
    const origin = keep(await startOrigin());
    const isAllowed = (host: string) => host !== "127.0.0.1";
    const through = `${kind}://127.0.0.1:${proxy.port}`;
    const url = `http://${host}:${origin.port}`;
    expect((await failureOf(ask(client({ isAllowed }), url, through))).failure).toBe("forbidden");
    const notThere = (name: string) => name !== "192.0.2.1";
    const target = "http://192.0.2.1:80";
    expect((await failureOf(ask(client({ isAllowed: notThere }), target, through, true))).failure).toBe(
      "forbidden",
    );
    expect(proxy.connections).toBe(0);
  });
});

describe("what fails behind the proxy", () => {
  it("does not go direct: a TLS certificate nobody trusts", async () => {
    const proxy = keep(await startHttpProxy());
    const origin = keep(await startOrigin(undefined, { tls: true }));
    const from = keep(
      new UpstreamClient({
        connectTimeoutMs: 2_000,
        headersTimeoutMs: 5_000,
        bodyTimeoutMs: 5_000,
        isAllowed: () => true,
        allowHttp2: () => false,
      }),
    );
    const through = `http://127.0.0.1:${proxy.port}`;
    const failure = await failureOf(ask(from, `https://localhost:${origin.port}`, through, true));
    expect(failure.failure).toBe("tls");
    expect(onlyThrough(origin, proxy)).toBe(true);
  });

  it("does not go direct: an upstream that breaks off", async () => {
    const proxy = keep(await startHttpProxy());
    const origin = keep(await startOrigin((request) => request.socket.destroy()));
    const through = `http://127.0.0.1:${proxy.port}`;
    const failure = await failureOf(ask(client(), `http://localhost:${origin.port}`, through, true));
    expect(failure.failure).toBe("reset");
    expect(origin.peerPorts).toHaveLength(1);
    expect(onlyThrough(origin, proxy)).toBe(true);
  });

  it("does not go direct: an upstream's own error answer", async () => {
    const proxy = keep(await startHttpProxy());
    const origin = keep(await startOrigin((_request, response) => response.writeHead(502).end("bad")));
    const through = `http://127.0.0.1:${proxy.port}`;
    expect(await ask(client(), `http://localhost:${origin.port}`, through, true)).toBe("502 bad");
    expect(origin.peerPorts).toHaveLength(1);
  });
});

it("tells apart what SOCKS 4 cannot do", async () => {
  const proxy = keep(await startSocksProxy());
  const failure = await failureOf(ask(client(), "http://[::1]:9", `socks4://127.0.0.1:${proxy.port}`));
  expect(failure).toMatchObject({ failure: "proxy" });
  expect(failure.message).toContain("IPv6");
  const unknown = await failureOf(
    ask(client(), `http://${NAME}:9`, `socks5://127.0.0.1:${proxy.port}`, true),
  );
  expect(unknown.failure).toBe("dns");
});

it("keeps one provider's proxy connections from another's", async () => {
  const proxy = keep(await startSocksProxy());
  const origin = keep(await startOrigin());
  const from = client();
  for (const user of ["ann", "ben", "ann"]) {
    const through = `socks5h://${user}@127.0.0.1:${proxy.port}`;
    expect(await ask(from, `http://${NAME}:${origin.port}`, through)).toBe("200 ok");
    await nextTurn();
  }
  expect(await ask(from, `http://localhost:${origin.port}`, null)).toBe("200 ok");
  expect(proxy.tunnels).toHaveLength(2);
  expect(origin.peerPorts).toHaveLength(3);
});

describe("parseOutboundProxy", () => {
  it.each([
    ["http://proxy.example", "http", "proxy.example", 80],
    ["https://proxy.example", "https", "proxy.example", 443],
    ["socks5://proxy.example", "socks5", "proxy.example", 1_080],
    ["socks4a://[::1]:99", "socks4a", "::1", 99],
  ])("reads %s", (text, kind, hostname, port) => {
    expect(parseOutboundProxy(text)).toMatchObject({ kind, hostname, port, username: "" });
  });

  it("takes a percent sign that escapes nothing as it is, and keeps the password to itself", () => {
    const proxy = parseOutboundProxy("http://a%zz:50%25@proxy.example");
    expect(proxy.username).toBe("a%zz");
    expect(proxy.password.reveal()).toBe("50%");
    expect(JSON.stringify(proxy)).not.toContain("50%");
  });

  it.each(["ftp://proxy.example", "socks6://proxy.example", "proxy"])("refuses %s", (text) => {
    expect(() => parseOutboundProxy(text)).toThrow(TypeError);
  });
});
