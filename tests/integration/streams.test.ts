import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type ScriptInput, scriptHeader } from "../../dev/fake-upstream";
import { startTestHub, type TestCaller, type TestHub } from "../support/hub";
import { rawRequest } from "../support/raw-request";

/** What clients see of answers that go well and of answers that go wrong, byte by byte. */

let hub: TestHub;
let caller: TestCaller;
const providers: number[] = [];

beforeAll(async () => {
  hub = await startTestHub();
  caller = await hub.addCaller();
});
afterAll(() => hub.close());
afterEach(async () => {
  hub.upstream.reset();
  for (const providerId of providers.splice(0)) await hub.call("providers/removeProvider", { providerId });
});

/** A provider that no failure shuts, unless told otherwise. */
async function provide(fields: object = {}): Promise<number> {
  const id = await hub.addProvider({
    circuit_breaker_failure_threshold: 0,
    max_retry_attempts: 1,
    ...fields,
  });
  providers.push(id);
  return id;
}

const body = (stream: boolean) =>
  JSON.stringify({
    model: "claude-sonnet-4-5",
    max_tokens: 100,
    stream,
    messages: [{ role: "user", content: `hello ${Math.random()}` }],
  });

let asked = 0;

/** Sends one request and waits for its answer and for its row. */
async function ask(stream: boolean, script: ScriptInput, path = "/v1/messages") {
  const agent = `streams/${++asked}`;
  const headers = { "user-agent": agent, "x-fake-script": scriptHeader(script) };
  const answer = await rawRequest({ url: hub.url, key: caller.key, path, body: body(stream), headers })
    .received;
  return { ...answer, text: answer.body.toString(), row: await rowOf(agent) };
}

async function rowOf(agent: string) {
  await expect.poll(() => rowsOf(agent), { timeout: 15_000 }).toHaveLength(1);
  return (await rowsOf(agent))[0];
}

async function rowsOf(agent: string) {
  await hub.runtime.ledger.flush();
  return hub.database.pool.sql`
    SELECT r.outcome, r.status_code AS status, r.error_code AS code, r.response_bytes::int AS bytes,
      u.output_tokens::int AS tokens, u.is_estimated AS guessed
    FROM requests r LEFT JOIN usage_ledger u ON u.request_id = r.id WHERE r.user_agent = ${agent}`;
}

const LONG: ScriptInput = {
  text: { repeat: "wörd 🙂 ", times: 60 },
  chunks: 30,
  delays: { betweenChunksMs: 0 },
};

describe("an answer that breaks off in mid-stream", () => {
  it.each([
    { reset: { afterBytes: 1_200 } },
    { reset: { afterBytes: 1_777 }, resetWith: "fin" },
    { reset: { afterEvents: 9 } },
    { truncate: { afterBytes: 2_001 } },
    { truncate: "before-closing" },
    { reset: { afterBytes: 2_500 }, chunkBytes: 1 },
    { reset: { afterBytes: 1_500 }, chunkBytes: [7, 1, 64] },
  ] as ScriptInput[])(
    "2: is a prefix of the upstream's bytes, and 3: ends in an error event: %j",
    async (fault) => {
      await provide();
      const answer = await ask(true, { ...LONG, ...fault });
      const sent = hub.upstream.requests.at(-1)?.responseBody ?? Buffer.alloc(0);
      const split = answer.text.lastIndexOf("event: error\n");
      const passed = answer.body.subarray(0, Buffer.byteLength(answer.text.slice(0, split)));
      const own = passed.length > sent.length ? passed.subarray(sent.length).toString() : "";
      expect(sent.subarray(0, passed.length).equals(passed.subarray(0, sent.length))).toBe(true);
      expect(["", "\n\n"]).toContain(own);
      expect(passed.length).toBeGreaterThan(1_000);
      expect(eventsOf(answer.text).at(-1)).toMatchObject({
        error: { type: "api_error", code: "upstream_error" },
      });
      expect(answer.row).toMatchObject({ outcome: "failed", code: "upstream_error" });
    },
  );

  it("3: in one piece too large to be held, breaks the connection", async () => {
    await provide();
    const answer = await ask(false, { bodyBytes: 12_000_000, reset: { afterBytes: 10_000_000 } });
    expect(answer.status).toBe(200);
    expect(answer.isWhole).toBe(false);
    expect(answer.row).toMatchObject({ outcome: "failed", code: "upstream_error" });
  });

  it("3: in one piece that is held, is an error with its own status", async () => {
    await provide();
    const answer = await ask(false, { ...LONG, reset: { afterBytes: 300 } });
    expect(answer.status).toBe(502);
    expect(JSON.parse(answer.text)).toMatchObject({ error: { code: "upstream_unreachable" } });
  });

  it("5: is no success without the terminal marker, though all of its usage was seen", async () => {
    const id = await provide({ circuit_breaker_failure_threshold: 1 });
    const answer = await ask(true, { ...LONG, truncate: "before-terminal", usage: { outputTokens: 321 } });
    expect(answer.text).toContain("message_delta");
    expect(answer.row).toMatchObject({ outcome: "failed", tokens: 321 });
    expect(hub.runtime.circuits.conditions.get(id)?.circuit.state.kind).toBe("open");
  });

  it("5: is a success with the terminal marker, whatever becomes of the connection behind it", async () => {
    await provide();
    const length = (await ask(true, { ...LONG, headers: { "x-a": "b" } })).body.length;
    const answer = await ask(true, { ...LONG, keepSending: { bytes: 50_000_000, after: "terminal" } });
    expect(answer.row).toMatchObject({ outcome: "completed", bytes: expect.any(Number) });
    expect(answer.isWhole).toBe(true);
    expect(answer.body.length).toBeLessThan(length + 2_000_000);
  });
});

/** The JSON of each event's data. Data that is none of its own accord would throw. */
function eventsOf(text: string): unknown[] {
  const complete = text.split("\n\n").filter((event) => event.includes("data: "));
  return complete.flatMap((event) => {
    const data = event.slice(event.indexOf("data: ") + 6);
    try {
      return [JSON.parse(data) as unknown];
    } catch {
      return [];
    }
  });
}

describe("4: a failure before the first byte to the client", () => {
  const FIRST_BYTE_MS = 1_000;
  it.each([
    { status: 500 },
    { status: 302, headers: { location: "https://elsewhere.example/" } },
    { reset: "before-headers" },
    { reset: "after-headers" },
    { reset: { afterEvents: 2 } },
    { truncate: { afterBytes: 150 } },
    { body: "empty" },
    { body: "html" },
    { body: { text: "<html>", contentType: "text/event-stream" } },
    { errorFrame: { afterEvents: 0 } },
    { errorFrame: { afterEvents: 2 } },
    { hang: "before-headers" },
    { hang: "after-headers" },
  ] as ScriptInput[])("switches unseen: %j", async (fault) => {
    await provide({ name: "bad", priority: 0, first_byte_timeout_streaming_ms: FIRST_BYTE_MS });
    await provide({ name: "good", priority: 1 });
    hub.upstream.enqueue(fault, LONG);
    const answer = await rawRequest({ url: hub.url, key: caller.key, body: body(true) }).received;
    expect(answer.status).toBe(200);
    expect(hub.upstream.requests.length).toBe(2);
    expect(answer.body.equals(hub.upstream.requests[1]?.responseBody ?? Buffer.alloc(0))).toBe(true);
  });

  it.each([
    { errorFrame: { afterEvents: 12 } },
    { reset: { afterEvents: 12 } },
    { truncate: { afterEvents: 12 } },
  ] as ScriptInput[])("and never after it: %j", async (fault) => {
    await provide({ name: "bad", priority: 0 });
    await provide({ name: "good", priority: 1 });
    const answer = await ask(true, { ...LONG, ...fault });
    expect(answer.text).toMatch(/event: error\ndata: /);
    expect(hub.upstream.requests.length).toBe(1);
    expect(answer.row).toMatchObject({ outcome: "failed", code: "upstream_error" });
  });
});

describe("an answer in one piece that is too large to be held", () => {
  it("51: passes byte for byte, and its usage is read from its end", async () => {
    await provide();
    const answer = await ask(false, { bodyBytes: 20_000_000, usage: { outputTokens: 4_321 } });
    expect(answer.isWhole).toBe(true);
    expect(answer.body.equals(hub.upstream.requests.at(-1)?.responseBody ?? Buffer.alloc(0))).toBe(true);
    expect(answer.body.length).toBeGreaterThan(20_000_000);
    expect(answer.row).toMatchObject({ outcome: "completed", tokens: 4_321, guessed: false });
  });

  it("is no answer when it is not JSON", async () => {
    await provide();
    hub.upstream.enqueue({ body: { text: "<p>".repeat(3_000_000), contentType: "text/html" } });
    const answer = await rawRequest({ url: hub.url, key: caller.key, body: body(false) }).received;
    expect(answer.status).toBe(502);
    expect(JSON.parse(answer.body.toString())).toMatchObject({ error: { code: "upstream_invalid_answer" } });
  });
});

describe("statuses without an answer", () => {
  it("a redirect is not followed and counts against its provider", async () => {
    const id = await provide({ circuit_breaker_failure_threshold: 1 });
    const answer = await ask(false, {
      status: 307,
      headers: { location: `${hub.upstream.url}/v1/messages` },
    });
    expect(answer.status).toBe(502);
    expect(answer.text).toContain("does not follow");
    expect(hub.upstream.requests.length).toBe(1);
    expect(hub.runtime.circuits.conditions.get(id)?.circuit.state.kind).toBe("open");
  });

  it("204 is no answer to a message, and all there is to a count", async () => {
    await provide();
    expect((await ask(false, { status: 204 })).status).toBe(502);
    const nothing = { status: 204, headers: { "content-length": null } };
    const count = await ask(false, nothing, "/v1/messages/count_tokens");
    expect([count.status, count.text, count.row?.outcome]).toEqual([204, "", "completed"]);
  });

  it("1xx goes before the answer and is none", async () => {
    const server = createServer((incoming, outgoing) => {
      incoming.resume();
      outgoing.writeProcessing();
      outgoing.writeEarlyHints({ link: "</style.css>; rel=preload" });
      const content = [{ type: "text", text: "here" }];
      setTimeout(() => outgoing.end(JSON.stringify({ type: "message", content })), 50);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    await provide({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
    const answer = await ask(false, {});
    server.close();
    expect(JSON.parse(answer.text)).toMatchObject({ content: [{ text: "here" }] });
  });
});
