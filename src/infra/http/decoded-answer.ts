import { Readable, type Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { MAX_EXPANDED_ANSWER_BYTES } from "@/config/limits";
import { type ByteSource, readAll } from "@/lib/byte-source";
import { codingsOf, DECODERS, expandBody, MAX_CODINGS } from "./content-coding";
import { filterHeaders, headerValue } from "./headers";
import { UpstreamTransportError } from "./upstream-error";
import type { UpstreamResponse } from "./upstream-response";

/**
 * An upstream is asked for uncompressed answers, which pass as they are. One that compresses all the same gets its
 * coding undone here, because the hub has to read what passes, and because the client was not asked what it can read.
 * A coding the hub does not know is left on.
 */
export function decodedAnswer(answer: UpstreamResponse): UpstreamResponse {
  const codings = codingsOf(headerValue(answer.headers, "content-encoding"));
  if (codings.length === 0 || codings.length > MAX_CODINGS || !codings.every(isKnown)) return answer;
  return {
    status: answer.status,
    headers: filterHeaders(
      answer.headers,
      (name) => name !== "content-encoding" && name !== "content-length",
    ),
    body: codings.reduceRight<ByteSource>((body, coding) => new DecodedSource(body, coding), answer.body),
  };
}

function isKnown(coding: string): boolean {
  return coding === "zstd" || Object.hasOwn(DECODERS, coding);
}

class DecodedSource implements ByteSource {
  private readonly chunks: AsyncGenerator<Uint8Array, void>;

  constructor(
    private readonly inner: ByteSource,
    coding: string,
  ) {
    this.chunks = coding === "zstd" ? decodeWhole(inner, coding) : decode(inner, coding);
  }

  async read(): Promise<Uint8Array | null> {
    const { value } = await this.chunks.next();
    return value ?? null;
  }

  cancel(reason: unknown): void {
    this.inner.cancel(reason);
    this.chunks.return().catch(() => {});
  }
}

async function* decode(inner: ByteSource, coding: string): AsyncGenerator<Uint8Array, void> {
  try {
    const first = await inner.read();
    // HEAD and 304 name the coding of a body that does not come.
    if (first === null) return;
    const decoder = DECODERS[coding]?.(Buffer.from(first)) as Transform;
    const source = Readable.from(chunksOf(inner, first), { highWaterMark: 1 });
    // Whatever fails on the way is thrown by the loop.
    pipeline(source, decoder).catch(() => {});
    let size = 0;
    for await (const chunk of decoder as AsyncIterable<Buffer>) {
      size += chunk.byteLength;
      if (size > MAX_EXPANDED_ANSWER_BYTES) throw tooLarge();
      yield chunk;
    }
  } catch (error) {
    throw asTransportError(error);
  } finally {
    inner.cancel(new Error("the answer is not read on"));
  }
}

/**
 * Zstandard has no decoder in this Node that works piece by piece within bounds of memory; hardly an upstream that was
 * asked for `identity` answers in it.
 */
async function* decodeWhole(inner: ByteSource, coding: string): AsyncGenerator<Uint8Array, void> {
  const { bytes, truncated } = await readAll(inner, MAX_EXPANDED_ANSWER_BYTES);
  if (truncated) throw tooLarge();
  if (bytes.length === 0) return;
  try {
    yield await expandBody(bytes, coding, { maxBytes: MAX_EXPANDED_ANSWER_BYTES, take: () => true });
  } catch (error) {
    throw asTransportError(error);
  }
}

async function* chunksOf(inner: ByteSource, first: Uint8Array): AsyncGenerator<Uint8Array, void> {
  for (let chunk: Uint8Array | null = first; chunk !== null; chunk = await inner.read()) yield chunk;
}

function tooLarge(): UpstreamTransportError {
  return new UpstreamTransportError("protocol", "the compressed answer expands beyond all bounds", undefined);
}

function asTransportError(error: unknown): UpstreamTransportError {
  if (error instanceof UpstreamTransportError) return error;
  return new UpstreamTransportError("protocol", "the answer's compressed data is damaged", error);
}
