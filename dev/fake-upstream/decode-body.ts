import * as zlib from "node:zlib";

type Decoder = (body: Buffer) => Buffer;

const DECODERS: Readonly<Record<string, Decoder | undefined>> = {
  gzip: zlib.gunzipSync,
  "x-gzip": zlib.gunzipSync,
  deflate: zlib.inflateSync,
  br: zlib.brotliDecompressSync,
  // Not in Node 20, where nothing of a body in zstd can be known.
  zstd: (zlib as { zstdDecompressSync?: Decoder }).zstdDecompressSync,
};

/** Undoes the content-encoding of a request body: null when the body does not follow it, undefined when unknown. */
export function decodeBody(body: Buffer, contentEncoding: string | undefined): Buffer | null | undefined {
  const encoding = contentEncoding?.trim().toLowerCase() ?? "identity";
  if (encoding === "identity" || encoding === "") return body;
  try {
    return DECODERS[encoding]?.(body);
  } catch {
    return null;
  }
}
