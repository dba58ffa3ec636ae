import { brotliDecompressSync, gunzipSync, gzipSync, inflateSync } from "node:zlib";
import { expect, it } from "vitest";
import { recordAnswer } from "./record-stream";
import { ask, messagesBody, sseEvents, startForTest } from "./test-support";

const TEXT = "Grüße 🎉 to the world, one byte at a time.";
const MEGABYTE = 1024 * 1024;

/** Ids differ per response; everything else must not. */
const withoutIds = (text: string) => text.replaceAll(/[0-9a-f]{20,24}/g, "ID").replaceAll(/\d{10}/g, "NOW");

it("re-slices at every size without changing a byte", async () => {
  const upstream = await startForTest();
  const whole = withoutIds((await ask(upstream, { script: { text: TEXT } })).text);
  for (const chunkBytes of [1, 2, 7, 1000, [1, 3, 50]]) {
    const seen = await ask(upstream, { script: { text: TEXT, chunkBytes } });
    expect(withoutIds(seen.text)).toBe(whole);
    const sizes = [chunkBytes].flat();
    const expected = seen.chunks.slice(0, -1).map((_, index) => sizes[index % sizes.length]);
    expect(seen.chunks.slice(0, -1).map(({ bytes }) => bytes.length)).toEqual(expected);
  }
});

it.each([
  ["gzip", gunzipSync],
  ["br", brotliDecompressSync],
  ["deflate", inflateSync],
] as const)("compresses with %s, flushed per event", async (contentEncoding, decode) => {
  const upstream = await startForTest();
  const plain = withoutIds((await ask(upstream, { script: { text: TEXT } })).text);
  const delays = { betweenChunksMs: 0 };
  const seen = await ask(upstream, { script: { text: TEXT, contentEncoding, delays } });
  expect(seen.headers["content-encoding"]).toBe(contentEncoding);
  expect(withoutIds(decode(seen.body).toString())).toBe(plain);
  expect(seen.chunks.length).toBeGreaterThanOrEqual(sseEvents(plain).length);
  expect(upstream.ledger.at(-1)?.complete).toBe(true);
});

it("keeps the ledger honest when a compressed stream is cut", async () => {
  const upstream = await startForTest();
  const script = { text: TEXT, contentEncoding: "gzip" as const };
  await ask(upstream, { script: { ...script, truncate: { afterEvents: 3 } } });
  await ask(upstream, { script: { ...script, truncate: { afterBytes: 5 } } });
  expect(upstream.ledger.map(({ reported, complete }) => [reported, complete])).toEqual([
    [true, false],
    [false, false],
  ]);
});

it("makes huge bodies, streamed and in one piece", async () => {
  const upstream = await startForTest({ record: "meta" });
  const script = { text: "Start. ", bodyBytes: 3 * MEGABYTE + 5 };
  const stream = await ask(upstream, { script });
  const deltas = sseEvents(stream.text)
    .map(({ data }) => JSON.parse(data).delta?.text ?? "")
    .join("");
  expect(deltas).toHaveLength(7 + script.bodyBytes);
  const onePiece = await ask(upstream, { script, body: { ...messagesBody, stream: false } });
  expect(JSON.parse(onePiece.text).content[0].text).toBe(deltas);
  const responses = await ask(upstream, { path: "/v1/responses", script, body: { stream: true } });
  const last = JSON.parse(sseEvents(responses.text).at(-1)?.data ?? "");
  expect(last.response.output[0].content[0].text).toBe(deltas);
  const error = await ask(upstream, { script: { status: 500, bodyBytes: MEGABYTE } });
  expect(JSON.parse(error.text).error.message.length).toBeGreaterThan(MEGABYTE);
});

it("goes on sending empty events after the content or after the end", async () => {
  const upstream = await startForTest();
  const after = async (place: "content" | "terminal") => {
    const seen = await ask(upstream, {
      script: { text: "a", keepSending: { bytes: MEGABYTE, after: place } },
    });
    expect(seen.body.length).toBeGreaterThan(MEGABYTE);
    return sseEvents(seen.text).map(({ name }) => name);
  };
  const inside = await after("content");
  expect([inside.at(-3), inside.at(-1)]).toEqual(["ping", "message_stop"]);
  expect((await after("terminal")).at(-1)).toBe("ping");
  const onePiece = { ...messagesBody, stream: false };
  const blank = await ask(upstream, { body: onePiece, script: { keepSending: { bytes: 100 } } });
  expect(JSON.parse(blank.text)).toMatchObject({ type: "message" });
});

it("understands compressed requests", async () => {
  const upstream = await startForTest();
  const body = gzipSync(JSON.stringify({ ...messagesBody, stream: false, model: "m" }));
  const seen = await ask(upstream, { body, headers: { "content-encoding": "gzip" } });
  expect(JSON.parse(seen.text).model).toBe("m");
  expect(upstream.requests[0]?.body).toEqual(body);
});

it("sends over HTTP what a recording of the same answer has", async () => {
  const upstream = await startForTest();
  const script = { text: TEXT, toolCalls: [{ name: "a", input: { b: 1 } }] };
  const recorded = recordAnswer({ dialect: "anthropic", script, body: messagesBody });
  const seen = await ask(upstream, { script });
  expect(withoutIds(seen.text)).toBe(withoutIds(recorded.bytes.toString()));
  expect(recorded).toMatchObject({ complete: true, usage: { outputTokens: 12 } });
  expect(recorded.events).toHaveLength(sseEvents(seen.text).length);
});
