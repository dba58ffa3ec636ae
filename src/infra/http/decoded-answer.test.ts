import { randomBytes } from "node:crypto";
import { brotliCompressSync, constants, createGzip, deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import { afterEach, describe, expect, it } from "vitest";
import { type ByteSource, readAll, sourceOf } from "@/lib/byte-source";
import { type Origin, startOrigin } from "../../../dev/fake-proxy/origin";
import { decodedAnswer } from "./decoded-answer";
import { headerValue } from "./headers";
import { DIRECT, UpstreamClient } from "./upstream-client";

const TEXT = JSON.stringify({ text: "日本語 hello ".repeat(2_000) });
const BYTES = Buffer.from(TEXT);

/** A Zstandard frame (RFC 8878) of one raw block, its size told in the header. */
function zstd(content: Buffer): Buffer {
  const header = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0xa0, 0, 0, 0, 0]);
  header.writeUInt32LE(content.length, 5);
  const block = Buffer.alloc(3);
  block.writeUIntLE((content.length << 3) | 1, 0, 3);
  return Buffer.concat([header, block, content]);
}

function answerOf(coding: string, body: ByteSource, ...more: string[]) {
  const headers = [
    "content-type",
    "application/json",
    "Content-Encoding",
    coding,
    "content-length",
    "9",
    ...more,
  ];
  return decodedAnswer({ status: 200, headers, body });
}

const slices = (bytes: Buffer, size: number) =>
  Array.from({ length: Math.ceil(bytes.length / size) }, (_, n) => bytes.subarray(n * size, (n + 1) * size));

describe("an answer that was compressed all the same", () => {
  it.each([
    ["gzip", gzipSync(BYTES)],
    ["x-gzip", gzipSync(BYTES)],
    ["GZIP", gzipSync(BYTES)],
    ["br", brotliCompressSync(BYTES)],
    ["deflate", deflateSync(BYTES)],
    ["deflate", deflateRawSync(BYTES)],
    ["zstd", zstd(BYTES)],
    ["gzip, br", brotliCompressSync(gzipSync(BYTES))],
    ["identity, gzip", gzipSync(BYTES)],
  ])("is read from %s at any chunking, without the headers that spoke of it", async (coding, body) => {
    for (const size of [7, 1_000, body.length]) {
      const answer = answerOf(coding, sourceOf(slices(body, size)));
      expect((await readAll(answer.body, 10_000_000)).bytes.toString()).toBe(TEXT);
      expect(answer.headers).toEqual(["content-type", "application/json"]);
    }
  });

  it.each(["identity", "compress", "aws-chunked", "gzip, gzip, gzip"])("is left alone in %s", (coding) => {
    const body = sourceOf([BYTES]);
    const answer = answerOf(coding, body);
    expect(answer.body).toBe(body);
    expect(headerValue(answer.headers, "content-encoding")).toBe(coding);
  });

  it("is nothing when nothing comes", async () => {
    for (const coding of ["gzip", "br", "deflate", "zstd"]) {
      expect(await answerOf(coding, sourceOf([])).body.read()).toBeNull();
    }
  });

  it.each([
    ["gzip", gzipSync(BYTES).subarray(0, -20)],
    ["gzip", BYTES],
    ["br", BYTES],
    ["deflate", BYTES],
    ["zstd", zstd(BYTES).subarray(0, -5)],
  ])("3: fails as an exchange does when its %s data is damaged", async (coding, body) => {
    const reading = readAll(answerOf(coding, sourceOf([body])).body, 10_000_000);
    await expect(reading).rejects.toMatchObject({ name: "UpstreamTransportError", failure: "protocol" });
  });

  it("43: expands no further than the bound", async () => {
    const bomb = gzipSync(Buffer.alloc(136 * 1024 * 1024), { level: 1 });
    const answer = answerOf("gzip", sourceOf(slices(bomb, 4_096)));
    let size = 0;
    const reading = (async () => {
      for (let chunk = await answer.body.read(); chunk; chunk = await answer.body.read())
        size += chunk.length;
    })();
    await expect(reading).rejects.toMatchObject({ failure: "protocol" });
    expect(size).toBeLessThanOrEqual(128 * 1024 * 1024);
  }, 30_000);

  it("8: takes no more of its source than its reader asks for", async () => {
    let taken = 0;
    const chunks = slices(gzipSync(randomBytes(4_000_000)), 4_096);
    const body = {
      read: async () => chunks[taken++] ?? null,
      cancel: () => {},
    };
    const answer = answerOf("gzip", body);
    await answer.body.read();
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(taken).toBeLessThan(40);
    answer.body.cancel(new Error("enough"));
  });
});

describe("over a connection", () => {
  let origin: Origin;
  let client: UpstreamClient;
  afterEach(async () => {
    await client.close();
    await origin.close();
  });

  function send() {
    client = new UpstreamClient({
      connectTimeoutMs: 1_000,
      headersTimeoutMs: 5_000,
      bodyTimeoutMs: 5_000,
      isAllowed: () => true,
      allowHttp2: () => false,
    });
    const url = `http://127.0.0.1:${origin.port}`;
    return client.send({ method: "POST", origin: url, path: "/", headers: [], body: null, egress: DIRECT });
  }

  it("passes each event of a compressed stream on as it comes", async () => {
    let next = () => {};
    origin = await startOrigin((_request, response) => {
      response.writeHead(200, { "content-type": "text/event-stream", "content-encoding": "gzip" });
      const gzip = createGzip({ flush: constants.Z_SYNC_FLUSH });
      gzip.pipe(response);
      let n = 0;
      next = () => gzip.write(`data: ${n++}\n\n`);
      next();
    });
    const { body } = await send().response;
    for (let n = 0; n < 3; n++) {
      expect(Buffer.from((await body.read()) as Uint8Array).toString()).toBe(`data: ${n}\n\n`);
      next();
    }
    body.cancel(new Error("enough"));
    await expect.poll(() => origin.openSockets).toBe(0);
  });

  it("3: fails when a compressed stream breaks off", async () => {
    origin = await startOrigin((_request, response) => {
      response.writeHead(200, { "content-encoding": "gzip" });
      response.write(gzipSync(BYTES).subarray(0, 50));
      setTimeout(() => response.destroy(), 20);
    });
    const { body } = await send().response;
    await expect(readAll(body, 10_000_000)).rejects.toMatchObject({ failure: "reset" });
  });
});
