import type { Transform } from "node:stream";
import { createBrotliDecompress, createGunzip, createInflate, createInflateRaw } from "node:zlib";
import { expandZstd } from "./expand-zstd";

/** A compressed body cannot be read. */
export class ContentCodingError extends Error {
  override readonly name = "ContentCodingError";

  constructor(
    /** - unsupported: a coding the hub does not know, or too many of them
     *  - invalid: the bytes are not what their coding promises
     *  - too-large: they would expand beyond the bound
     *  - no-room: `take` refused */
    readonly reason: "unsupported" | "invalid" | "too-large" | "no-room",
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** Nobody compresses twice for a reason; three times is an attack. */
export const MAX_CODINGS = 2;

export interface ExpandLimits {
  /** Size of what each coding may expand to. */
  readonly maxBytes: number;
  /** Asked before bytes are kept; false ends the expansion. */
  readonly take: (bytes: number) => boolean;
}

/** Decoders of the codings that Node knows, by the first bytes of what they are to decode. */
export const DECODERS: Readonly<Record<string, (first: Buffer) => Transform>> = {
  gzip: () => createGunzip(),
  "x-gzip": () => createGunzip(),
  br: () => createBrotliDecompress(),
  deflate: (first) => (isZlib(first) ? createInflate() : createInflateRaw()),
};

type Expander = (bytes: Buffer, keep: (chunk: Uint8Array) => void) => Promise<void>;

function expanderOf(coding: string): Expander | undefined {
  if (coding === "zstd") return expandZstd;
  const decoder = Object.hasOwn(DECODERS, coding) ? DECODERS[coding] : undefined;
  return decoder && ((bytes, keep) => through(decoder(bytes), bytes, keep));
}

/**
 * Undoes a body's content codings (RFC 9110 §8.4), last one first. What it expands to never exceeds the bound by more
 * than one chunk, and the event loop goes on meanwhile.
 *
 * @param contentEncoding value of the header; absent or `identity` gives the bytes back as they are
 * @throws {ContentCodingError}
 */
export async function expandBody(
  bytes: Buffer,
  contentEncoding: string | undefined,
  limits: ExpandLimits,
): Promise<Buffer> {
  const codings = codingsOf(contentEncoding);
  if (codings.length > MAX_CODINGS) {
    throw new ContentCodingError("unsupported", `at most ${MAX_CODINGS} content codings are undone`);
  }
  const expanders = codings.map((coding) => {
    const expander = expanderOf(coding);
    if (!expander) throw new ContentCodingError("unsupported", `unknown content coding "${coding}"`);
    return { coding, expander };
  });
  let expanded = bytes;
  for (const { coding, expander } of expanders.reverse()) {
    expanded = await expandOne(expanded, coding, expander, limits);
  }
  return expanded;
}

/** The codings a `Content-Encoding` names, in the order they were applied. */
export function codingsOf(contentEncoding: string | undefined): string[] {
  if (!contentEncoding) return [];
  const names = contentEncoding.split(",").map((name) => name.trim().toLowerCase());
  return names.filter((name) => name !== "" && name !== "identity");
}

async function expandOne(
  bytes: Buffer,
  coding: string,
  expander: Expander,
  { maxBytes, take }: ExpandLimits,
): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const keep = (chunk: Uint8Array) => {
    size += chunk.byteLength;
    if (size > maxBytes)
      throw new ContentCodingError("too-large", `the body expands to more than ${maxBytes} bytes`);
    if (!take(chunk.byteLength)) throw new ContentCodingError("no-room", "no room to expand the body");
    chunks.push(chunk);
  };
  try {
    await expander(bytes, keep);
  } catch (error) {
    if (error instanceof ContentCodingError) throw error;
    throw new ContentCodingError("invalid", `the body is not valid ${coding} data`, { cause: error });
  }
  return Buffer.concat(chunks, size);
}

/** zlib works in its own threads; leaving the loop destroys the stream and with it the work. */
async function through(stream: Transform, bytes: Buffer, keep: (chunk: Uint8Array) => void): Promise<void> {
  stream.end(bytes);
  for await (const chunk of stream) keep(chunk as Uint8Array);
}

/** "deflate" means zlib's wrapper (RFC 1950), but some clients send the bare stream (RFC 1951). */
function isZlib(bytes: Buffer): boolean {
  if (bytes.length < 2) return true;
  return ((bytes[0] as number) & 0x0f) === 8 && bytes.readUInt16BE(0) % 31 === 0;
}
