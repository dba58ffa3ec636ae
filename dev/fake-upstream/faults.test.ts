import { expect, it } from "vitest";
import { ask, messagesBody, sseEvents, startForTest } from "./test-support";

const names = (text: string) => sseEvents(text).map(({ name }) => name);

it("resets before the headers", async () => {
  const upstream = await startForTest();
  await expect(ask(upstream, { script: { reset: "before-headers" } })).rejects.toMatchObject({
    code: "ECONNRESET",
  });
  expect(upstream.requests[0]).toMatchObject({ cut: true, aborted: false, status: null });
  expect(upstream.ledger).toEqual([]);
});

it.each([0, 1, 100])("resets after %i bytes of the body", async (afterBytes) => {
  const upstream = await startForTest();
  const seen = await ask(upstream, { script: { text: "hello", reset: { afterBytes } } });
  expect(seen).toMatchObject({ status: 200, error: "ECONNRESET" });
  expect(seen.body).toHaveLength(afterBytes);
  expect(upstream.requests[0]).toMatchObject({ cut: true, aborted: false, responseBytes: afterBytes });
});

it("closes in mid-message without a reset", async () => {
  const upstream = await startForTest();
  const script = { text: "hello", reset: { afterEvents: 1 }, resetWith: "fin" as const };
  const seen = await ask(upstream, { script });
  expect(seen.error).not.toBeNull();
  expect(names(seen.text)).toEqual(["message_start"]);
});

it("breaks a one-piece answer off before its announced length", async () => {
  const upstream = await startForTest();
  const body = { ...messagesBody, stream: false };
  const seen = await ask(upstream, { body, script: { reset: { afterBytes: 20 } } });
  expect(Number(seen.headers["content-length"])).toBeGreaterThan(20);
  expect(seen).toMatchObject({ error: "ECONNRESET", body: { length: 20 } });
});

it("truncates streams with a proper end of the HTTP body", async () => {
  const upstream = await startForTest();
  const script = { text: "hello", chunks: 1 };
  const without = async (truncate: Parameters<typeof ask>[1]) =>
    names((await ask(upstream, truncate)).text).length;
  expect(await without({ script })).toBe(7);
  expect(await without({ script: { ...script, truncate: "before-terminal" } })).toBe(6);
  expect(await without({ script: { ...script, truncate: "before-closing" } })).toBe(5);
  expect(await without({ script: { ...script, truncate: { afterEvents: 2 } } })).toBe(2);
  const cut = await ask(upstream, { script: { ...script, truncate: { afterBytes: 33 } } });
  expect(cut).toMatchObject({ error: null, body: { length: 33 } });
  expect(upstream.ledger.map(({ complete, usage }) => [complete, usage.outputTokens])).toEqual([
    [true, 1],
    [false, 1],
    [false, 1],
    [false, 1],
    [false, 0],
  ]);
});

it("puts an error frame before everything or after n events", async () => {
  const upstream = await startForTest();
  const at = async (afterEvents: number) => {
    const seen = await ask(upstream, {
      script: { text: "hi", errorFrame: { afterEvents, message: "busy" } },
    });
    expect(seen).toMatchObject({ status: 200, error: null });
    return sseEvents(seen.text);
  };
  const [only, ...others] = await at(0);
  expect(others).toEqual([]);
  expect(only?.name).toBe("error");
  expect(JSON.parse(only?.data ?? "")).toMatchObject({
    error: { type: "overloaded_error", message: "busy" },
  });
  expect((await at(2)).map(({ name }) => name)).toEqual(["message_start", "content_block_start", "error"]);
  expect(upstream.ledger.map(({ complete, reported }) => [complete, reported])).toEqual([
    [false, false],
    [false, true],
  ]);
});

it("puts an error body under a 200 when the answer is one piece", async () => {
  const upstream = await startForTest();
  const body = { ...messagesBody, stream: false };
  const seen = await ask(upstream, { body, script: { errorFrame: { body: { error: "own" } } } });
  expect([seen.status, seen.text]).toEqual([200, '{"error":"own"}']);
});

it("sends nothing, a page or anything else under a 200", async () => {
  const upstream = await startForTest();
  const empty = await ask(upstream, { script: { body: "empty" } });
  expect(empty).toMatchObject({ status: 200, text: "", headers: { "transfer-encoding": "chunked" } });
  const html = await ask(upstream, { script: { body: "html" } });
  expect(html.headers["content-type"]).toContain("text/html");
  expect(html.text).toMatch(/^<!DOCTYPE html>/);
  const other = await ask(upstream, { script: { body: { text: "{", contentType: "application/json" } } });
  expect(other.text).toBe("{");
  expect(upstream.ledger).toEqual([]);
});

it("sends an answer without content, which still ends well", async () => {
  const upstream = await startForTest();
  const seen = await ask(upstream, { script: { text: "" } });
  expect(names(seen.text)).toEqual(["message_start", "message_delta", "message_stop"]);
});

it("sends statuses with error bodies and headers of the script's choice", async () => {
  const upstream = await startForTest();
  const own = await ask(upstream, {
    script: {
      status: 503,
      errorBody: "upstream connect error",
      headers: { "Retry-After": "3", "request-id": null },
    },
  });
  expect(own).toMatchObject({ status: 503, text: "upstream connect error" });
  expect(own.headers["retry-after"]).toBe("3");
  expect(own.headers).not.toHaveProperty("request-id");
  const worded = await ask(upstream, { script: { status: 400, error: { message: "bad", type: "odd" } } });
  expect(JSON.parse(worded.text).error).toEqual({ type: "odd", message: "bad" });
  const elsewhere = await ask(upstream, { script: { status: 307, headers: { location: "http://x/" } } });
  expect(elsewhere).toMatchObject({ status: 307, text: "", headers: { location: "http://x/" } });
});

it("refuses what a real provider refuses", async () => {
  const upstream = await startForTest();
  const broken = await ask(upstream, { body: "{not json" });
  expect(broken.status).toBe(400);
  expect(JSON.parse(broken.text).error.type).toBe("invalid_request_error");
  expect((await ask(upstream, { path: "/messages" })).status).toBe(404);
  expect((await ask(upstream, { path: "/", method: "HEAD" })).status).toBe(200);
});
