import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import {
  BUFFERED_BYTES_BUDGET,
  DRAIN_MAX_BYTES,
  DRAIN_TIMEOUT_MS,
  MAX_UPSTREAM_POOLS,
} from "@/config/limits";
import { deliverToNode } from "@/gateway/http/deliver-to-node";
import { readNodeBody } from "@/gateway/http/read-node-body";
import { DIRECT } from "@/infra/http/upstream-client";
import { ByteBudget } from "@/lib/byte-budget";
import { type ScriptInput, scriptHeader } from "../../dev/fake-upstream";
import { startTestHub, type TestCaller, type TestHub } from "../support/hub";
import { rawRequest, readRaw } from "../support/raw-request";

/** What a request may cost in time and memory, whatever its client and its upstream do. */

const MIB = 1024 * 1024;
/** What the kernel keeps of a connection's two directions, twice: not the hub's memory. */
const SOCKET_BUFFERS_BYTES = 24 * MIB;

let hub: TestHub;
let caller: TestCaller;
let provider: number;

beforeAll(async () => {
  hub = await startTestHub();
  caller = await hub.addCaller();
  provider = await hub.addProvider({ circuit_breaker_failure_threshold: 1, max_retry_attempts: 1 });
});
afterAll(() => hub.close());
afterEach(async () => {
  hub.upstream.reset();
  await hub.runtime.circuits.reset(provider);
});

const body = (stream: boolean) =>
  JSON.stringify({
    model: "claude-sonnet-4-5",
    max_tokens: 100,
    stream,
    messages: [{ role: "user", content: `hello ${Math.random()}` }],
  });

let asked = 0;

function send(stream: boolean, script: ScriptInput, options: object = {}) {
  const agent = `bounds/${++asked}`;
  const headers = { "user-agent": agent, "x-fake-script": scriptHeader(script) };
  return { agent, ...rawRequest({ url: hub.url, key: caller.key, body: body(stream), headers, ...options }) };
}

async function rowOf(agent: string, timeout = 5_000) {
  await expect.poll(() => rowsOf(agent), { timeout, interval: 20 }).toHaveLength(1);
  return (await rowsOf(agent))[0];
}

async function rowsOf(agent: string) {
  await hub.runtime.ledger.flush();
  return hub.database.pool.sql`
    SELECT r.outcome, r.status_code AS status, r.error_code AS code, r.response_bytes::int AS bytes,
      u.input_tokens::int AS input, u.output_tokens::int AS output, u.is_estimated AS guessed
    FROM requests r LEFT JOIN usage_ledger u ON u.request_id = r.id WHERE r.user_agent = ${agent}`;
}

const upstreamRequest = () => hub.upstream.requests.at(-1);
const circuit = () => hub.runtime.circuits.conditions.get(provider)?.circuit.state.kind ?? "closed";

/** Nothing of a request is left behind in the hub. */
async function expectNothingLeft(): Promise<void> {
  await expect.poll(() => hub.runtime.budget.held).toBe(0);
  await expect.poll(() => upstreamRequest()?.ended ?? true).toBe(true);
}

const SLOW: ScriptInput = {
  text: { repeat: "word ", times: 40 },
  chunks: 40,
  delays: { betweenChunksMs: 25 },
  usage: { inputTokens: 1_234, outputTokens: 56 },
};

describe("a client that leaves", () => {
  it("6: in mid-stream: the upstream is read on for what the answer cost", async () => {
    const { agent, response, outgoing } = send(true, SLOW, { reads: false });
    (await response).once("data", () => outgoing.destroy());
    expect(await rowOf(agent)).toMatchObject({
      outcome: "client_aborted",
      input: 1_234,
      output: 56,
      guessed: false,
    });
    expect(upstreamRequest()).toMatchObject({ complete: true });
    expect(circuit()).toBe("closed");
    await expectNothingLeft();
  });

  it("6: in front of an upstream that sends without end: it is closed within so many bytes", async () => {
    const { agent, response, outgoing } = send(
      true,
      { keepSending: { bytes: 2_000 * MIB } },
      { reads: false },
    );
    (await response).once("data", () => outgoing.destroy());
    expect(await rowOf(agent)).toMatchObject({ outcome: "client_aborted", guessed: true });
    await expectNothingLeft();
    expect(upstreamRequest()?.aborted).toBe(true);
    expect(upstreamRequest()?.responseBytes).toBeLessThan(DRAIN_MAX_BYTES + SOCKET_BUFFERS_BYTES);
  });

  it("6: in front of an upstream that falls silent: it is closed within so many seconds", async () => {
    const { agent, response, outgoing } = send(true, { ...SLOW, hang: { afterEvents: 6 } }, { reads: false });
    (await response).once("data", () => outgoing.destroy());
    const leftAt = Date.now();
    expect(await rowOf(agent, DRAIN_TIMEOUT_MS + 5_000)).toMatchObject({
      outcome: "client_aborted",
      input: 1_234,
      guessed: true,
    });
    expect(Date.now() - leftAt).toBeLessThan(DRAIN_TIMEOUT_MS + 3_000);
    await expectNothingLeft();
    expect(circuit()).toBe("closed");
  });

  it.each([
    ["before the answer's head", false, { delays: { toHeadersMs: 60_000 } }],
    ["before a stream's head", true, { delays: { toHeadersMs: 60_000 } }],
  ] as const)("6: %s: the upstream is given up at once", async (_name, stream, script) => {
    const { agent, outgoing } = send(stream, script);
    await expect.poll(() => upstreamRequest()?.bodyBytes ?? 0).toBeGreaterThan(0);
    outgoing.destroy();
    expect(await rowOf(agent)).toMatchObject({ outcome: "client_aborted", status: 499 });
    await expectNothingLeft();
    expect(circuit()).toBe("closed");
  });

  it("6: while a stream is held back: what it cost is still read", async () => {
    const { agent, outgoing } = send(true, { ...SLOW, delays: { betweenChunksMs: 100 } });
    await expect.poll(() => upstreamRequest()?.responseBytes ?? 0).toBeGreaterThan(100);
    outgoing.destroy();
    expect(await rowOf(agent, 10_000)).toMatchObject({ outcome: "client_aborted", input: 1_234, output: 56 });
    await expectNothingLeft();
  });

  it("1: while it sends its request: its row says so", async () => {
    const { agent, outgoing } = send(true, {}, { body: null, headers: undefined });
    const headers = { "user-agent": agent };
    outgoing.destroy();
    const again = rawRequest({ url: hub.url, key: caller.key, body: null, headers });
    again.outgoing.write('{"model":');
    await sleep(100);
    again.outgoing.destroy();
    expect(await rowOf(agent)).toMatchObject({
      outcome: "client_aborted",
      status: 499,
      code: "client_closed",
    });
    await expectNothingLeft();
  });
});

describe("1: whatever becomes of a request, it has one row and leaves nothing behind", () => {
  it.each([
    ["answered", {}, "completed"],
    ["refused", { model: undefined }, "refused"],
    ["failed", { script: { status: 500 } }, "failed"],
    ["broken off", { script: { ...SLOW, reset: { afterEvents: 8 } } }, "failed"],
    ["empty", { script: { body: "empty" } }, "failed"],
  ] as const)(
    "%s",
    async (_name, { script = {}, ...changes }: { script?: ScriptInput; model?: undefined }, outcome) => {
      const text = JSON.stringify({ ...JSON.parse(body(true)), ...changes });
      const { agent, received } = send(true, script, { body: text });
      await received;
      expect(await rowOf(agent)).toMatchObject({ outcome });
      await sleep(300);
      expect(await rowsOf(agent)).toHaveLength(1);
      await expectNothingLeft();
    },
  );
});

describe("the byte budget", () => {
  it("7: turns away what does not fit, blames nobody, and recovers", async () => {
    const full = hub.runtime.budget.open();
    expect(full.grow(BUFFERED_BYTES_BUDGET - 100)).toBe(true);
    const refused = send(false, {});
    const answer = await refused.received;
    expect(answer.status).toBe(503);
    expect(JSON.parse(answer.body.toString())).toMatchObject({ error: { code: "local_overload" } });
    expect(await rowOf(refused.agent)).toMatchObject({ outcome: "failed", code: "local_overload" });
    expect(circuit()).toBe("closed");
    expect(hub.upstream.requests.length).toBe(0);
    full.release();
    expect((await send(false, {}).received).status).toBe(200);
    await expectNothingLeft();
  });

  it("7: does not throw away an answer it has no room for: it passes in pieces", async () => {
    const full = hub.runtime.budget.open();
    full.grow(BUFFERED_BYTES_BUDGET - 1_000);
    const { agent, received } = send(false, { bodyBytes: 300_000, usage: { outputTokens: 77 } });
    const answer = await received;
    full.release();
    expect([answer.status, answer.isWhole]).toEqual([200, true]);
    expect(answer.body.equals(upstreamRequest()?.responseBody ?? Buffer.alloc(0))).toBe(true);
    expect(await rowOf(agent)).toMatchObject({ outcome: "completed", output: 77, guessed: false });
  });

  it("7: holds a body while its request runs, and not twice", async () => {
    const large = JSON.stringify({ ...JSON.parse(body(true)), padding: "x".repeat(3 * MIB) });
    const { received } = send(true, SLOW, { body: large });
    await expect.poll(() => upstreamRequest()?.bodyBytes ?? 0).toBe(large.length);
    expect(hub.runtime.budget.held).toBeGreaterThanOrEqual(large.length);
    expect(hub.runtime.budget.held).toBeLessThan(large.length + MIB);
    await received;
    await expectNothingLeft();
  });

  it("7: a body beyond the cap is refused before it is read, and its sender hears of it", async () => {
    const { agent, received } = send(false, {}, { body: Buffer.alloc(100 * MIB, 0x20) });
    const answer = await received;
    expect(answer.status).toBe(413);
    expect(JSON.parse(answer.body.toString())).toMatchObject({ error: { code: "body_too_large" } });
    expect(await rowOf(agent)).toMatchObject({ outcome: "refused", code: "body_too_large" });
    await expectNothingLeft();
  });
});

describe("8: a slow client", () => {
  it.each([true, false])(
    "slows its upstream; little is held for it, and all arrives (stream: %s)",
    async (stream) => {
      const total = 200 * MIB;
      const { agent, response } = send(stream, { bodyBytes: total }, { reads: false });
      const incoming = await response;
      incoming.pause();
      await sleep(1_500);
      const sent = upstreamRequest()?.responseBytes ?? 0;
      await sleep(500);
      expect(upstreamRequest()?.responseBytes).toBe(sent);
      expect(sent).toBeLessThan(SOCKET_BUFFERS_BYTES + 10 * MIB);
      expect(hub.runtime.budget.held).toBeLessThan(9 * MIB);
      let received = 0;
      incoming.on("data", (chunk: Buffer) => (received += chunk.length));
      incoming.resume();
      await new Promise((resolve) => incoming.once("close", resolve));
      expect(received).toBeGreaterThan(total);
      expect(incoming.complete).toBe(true);
      expect(await rowOf(agent)).toMatchObject({ outcome: "completed" });
      await expectNothingLeft();
    },
    60_000,
  );

  it("that takes nothing at all counts as gone", async () => {
    let onClosed: (isFinished: boolean) => void = () => {};
    const closed = new Promise<boolean>((resolve) => (onClosed = resolve));
    const served = await serve(async (outgoing) => {
      await deliverToNode(
        { status: 200, headers: [], body: endless(), onDelivered: () => {} },
        outgoing,
        300,
      );
      onClosed(outgoing.writableFinished);
    });
    const { response } = rawRequest({ url: served.url, key: "", body: "", reads: false });
    (await response).pause();
    expect(await closed).toBe(false);
    served.close();
  });

  it("that sends nothing of its body is told so", async () => {
    const budget = new ByteBudget(MIB);
    const failed = new Promise((resolve) => {
      void serve(async (outgoing) => {
        await readNodeBody(outgoing.req, budget.open(), 300).catch(resolve);
        outgoing.end();
      }).then(({ url }) => rawRequest({ url, key: "", body: null }).outgoing.write("{"));
    });
    expect(await failed).toMatchObject({ code: "body_stalled", status: 408 });
  });
});

function endless() {
  const chunk = Buffer.alloc(64 * 1024, 0x61);
  return { read: async () => chunk, cancel: () => {} };
}

async function serve(answer: (outgoing: ServerResponse) => Promise<void>) {
  const server = createServer((_incoming, outgoing) => void answer(outgoing));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  afterAll(close);
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close };
}

describe("9: deadlines", () => {
  const LIMIT_MS = 1_000;
  const set = (fields: object) => hub.call("providers/editProvider", { providerId: provider, ...fields });
  const NONE = {
    first_byte_timeout_streaming_ms: 0,
    streaming_idle_timeout_ms: 0,
    request_timeout_non_streaming_ms: 0,
  };
  afterEach(() => set(NONE));

  it.each([
    ["first byte, before the head", true, "first_byte_timeout_streaming_ms", { hang: "before-headers" }],
    ["first byte, behind the head", true, "first_byte_timeout_streaming_ms", { hang: "after-headers" }],
    ["total, before the head", false, "request_timeout_non_streaming_ms", { hang: "before-headers" }],
    ["total, behind the head", false, "request_timeout_non_streaming_ms", { hang: "after-headers" }],
    ["total, in the body", false, "request_timeout_non_streaming_ms", { hang: { afterBytes: 50 } }],
    ["idle, in the body", false, "streaming_idle_timeout_ms", { hang: { afterBytes: 50 } }],
  ] as const)("%s", async (_name, stream, setting, fault) => {
    await set({ [setting]: LIMIT_MS });
    const startedAt = Date.now();
    const { agent, received } = send(stream, fault as ScriptInput);
    const answer = await received;
    expect(Date.now() - startedAt).toBeGreaterThanOrEqual(LIMIT_MS - 20);
    expect(Date.now() - startedAt).toBeLessThan(LIMIT_MS + 2_000);
    expect(answer.status).toBe(504);
    expect(await rowOf(agent)).toMatchObject({ outcome: "failed", code: "upstream_timeout" });
  });

  it("idle, in a stream that has begun", async () => {
    await set({ streaming_idle_timeout_ms: LIMIT_MS });
    const { agent, received } = send(true, { ...SLOW, hang: { afterEvents: 9 } });
    expect((await received).body.toString()).toContain("no data came within 1000 ms");
    expect(await rowOf(agent)).toMatchObject({ outcome: "failed", code: "upstream_error" });
    expect(circuit()).toBe("open");
  });

  it("total, in a large piece that passes through", async () => {
    await set({ request_timeout_non_streaming_ms: LIMIT_MS });
    const { agent, received } = send(false, { bodyBytes: 20 * MIB, hang: { afterBytes: 12 * MIB } });
    expect((await received).isWhole).toBe(false);
    expect(await rowOf(agent)).toMatchObject({ outcome: "failed" });
  });

  it("total, in an answer that is passed on raw", async () => {
    await set({ request_timeout_non_streaming_ms: LIMIT_MS });
    const { received } = send(false, { hang: "after-headers" }, { path: "/v1/messages/count_tokens" });
    expect((await received).status).toBe(504);
  });

  it("an error body that never ends does not keep the client from its status", async () => {
    const startedAt = Date.now();
    const { received } = send(false, { status: 500, bodyBytes: 1_000, hang: { afterBytes: 20 } });
    expect((await received).status).toBe(502);
    expect(Date.now() - startedAt).toBeLessThan(7_000);
  });

  it("none of them shortens a stream that goes on sending, nor one whose client is slow", async () => {
    // Long enough for a busy machine to keep, and shorter than what they must not shorten.
    const ms = 2 * LIMIT_MS;
    await set({
      first_byte_timeout_streaming_ms: ms,
      streaming_idle_timeout_ms: ms,
      request_timeout_non_streaming_ms: ms,
    });
    const slow = send(true, { bodyBytes: 60 * MIB }, { reads: false });
    const incoming = await slow.response;
    incoming.pause();
    const steady = send(true, { ...SLOW, delays: { betweenChunksMs: 120 } });
    expect((await steady.received).body.toString()).toContain("message_stop");
    incoming.resume();
    expect((await readRaw(incoming)).isWhole).toBe(true);
    expect(await rowOf(slow.agent)).toMatchObject({ outcome: "completed" });
  });
});

it("10: a stream that runs outlives the eviction of its pool", async () => {
  const { agent, received } = send(true, SLOW);
  await expect.poll(() => upstreamRequest()?.responseBytes ?? 0).toBeGreaterThan(500);
  const { pools } = hub.runtime.upstream;
  for (let n = 0; n <= MAX_UPSTREAM_POOLS; n++) {
    pools.poolFor(`http://127.0.0.1:${10_000 + n}`, { proxy: DIRECT.proxy, allowHttp2: false });
  }
  expect(pools.retiredSize).toBeGreaterThan(0);
  expect((await received).body.toString()).toContain("message_stop");
  expect(await rowOf(agent)).toMatchObject({ outcome: "completed" });
  await expect.poll(() => hub.upstream.openSockets).toBe(0);
});
