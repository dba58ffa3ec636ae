import { request } from "node:http";
import { connect } from "node:net";
import { expect, it, vi } from "vitest";
import { scriptHeader } from "./script";
import { ask, messagesBody, startForTest } from "./test-support";

// Timers may fire a millisecond early by the clock of performance.now().
const EARLY_MS = 2;

it("delays headers, first byte and every further event", async () => {
  const upstream = await startForTest();
  const delays = { toHeadersMs: 60, toFirstByteMs: 60, betweenChunksMs: 20 };
  const seen = await ask(upstream, { script: { text: "one two", chunks: 2, delays } });
  const [first, second] = seen.chunks;
  expect(seen.headersAtMs).toBeGreaterThanOrEqual(60 - EARLY_MS);
  expect(first?.atMs).toBeGreaterThanOrEqual(seen.headersAtMs + 60 - 2 * EARLY_MS - 10);
  expect(second?.atMs).toBeGreaterThan(first?.atMs ?? Number.POSITIVE_INFINITY);
  // message_start, block start, ping, two deltas, block stop, message_delta, message_stop
  expect(seen.chunks).toHaveLength(8);
});

it("writes every event on its own with a gap of 0, and all together without one", async () => {
  const upstream = await startForTest();
  const apart = await ask(upstream, { script: { text: "a", delays: { betweenChunksMs: 0 } } });
  expect(apart.chunks).toHaveLength(7);
  expect((await ask(upstream, { script: { text: "a" } })).chunks).toHaveLength(1);
});

it("reads the request body slowly", async () => {
  const upstream = await startForTest();
  const body = Buffer.from(JSON.stringify({ ...messagesBody, padding: "x".repeat(200_000) }));
  const startedAt = performance.now();
  await ask(upstream, { body, script: { requestBytesPerSecond: 1_000_000 } });
  expect(performance.now() - startedAt).toBeGreaterThanOrEqual(200 - EARLY_MS);
  expect(upstream.requests[0]?.body).toEqual(body);
});

it.each([
  ["before-headers", 0],
  ["after-headers", 0],
  [{ afterEvents: 2 }, 2],
  [{ afterBytes: 10 }, 10],
] as const)("hangs %j until the client leaves, and records that it left", async (hang, written) => {
  const upstream = await startForTest();
  const client = new AbortController();
  const script = { text: "hi", hang, delays: { betweenChunksMs: 0 } };
  const asked = ask(upstream, { script, signal: client.signal });
  const outcome = asked.then(
    (seen) => seen,
    (error) => error,
  );
  await vi.waitFor(() => {
    const record = upstream.requests[0];
    expect(record?.status).toBe(hang === "before-headers" ? null : 200);
    expect((record?.responseBytes ?? 0) > 0).toBe(written > 0);
  });
  expect(upstream.requests[0]).toMatchObject({ aborted: false, ended: false });
  client.abort();
  await outcome;
  await vi.waitFor(() => expect(upstream.openSockets).toBe(0));
  expect(upstream.requests[0]).toMatchObject({ aborted: true, ended: true, complete: false });
  if (hang !== "before-headers") expect(upstream.ledger).toMatchObject([{ complete: false }]);
});

it("records a client that leaves while it sends its body", async () => {
  const upstream = await startForTest();
  const socket = connect(upstream.port, "127.0.0.1");
  socket.write("POST /v1/messages HTTP/1.1\r\nhost: x\r\ncontent-length: 1000\r\n\r\n{");
  await vi.waitFor(() => expect(upstream.requests).toHaveLength(1));
  socket.destroy();
  await vi.waitFor(() => expect(upstream.requests[0]).toMatchObject({ aborted: true, ended: true }));
});

it("waits for a slow client instead of buffering", async () => {
  const upstream = await startForTest({ record: "meta" });
  const bodyBytes = 64 * 1024 * 1024;
  const outgoing = request(`${upstream.url}/v1/messages`, {
    method: "POST",
    headers: { "x-fake-script": scriptHeader({ bodyBytes }) },
  });
  outgoing.on("response", (response) => response.pause());
  outgoing.on("error", () => undefined);
  outgoing.end(JSON.stringify(messagesBody));
  await vi.waitFor(() => expect(upstream.requests[0]?.responseBytes).toBeGreaterThan(0));
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(upstream.requests[0]?.responseBytes).toBeLessThan(bodyBytes / 2);
  outgoing.destroy();
});

it("closes at once, hanging requests included, and leaves no socket", async () => {
  const upstream = await startForTest();
  const hanging = ask(upstream, { script: { hang: "before-headers" } });
  const broken = expect(hanging).rejects.toMatchObject({ code: "ECONNRESET" });
  await vi.waitFor(() => expect(upstream.requests).toHaveLength(1));
  await upstream.close();
  await broken;
  expect(upstream.openSockets).toBe(0);
});
