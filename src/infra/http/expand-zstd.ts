import { Decompress } from "fzstd";
import { TimeSlice } from "@/lib/time-slice";
import { zstdParts } from "./zstd-frames";

/**
 * Bytes the decoder may move in its window for one body. It moves the whole window once per block, so that many tiny
 * blocks in a large window would cost minutes; 64 MiB in full blocks and the largest window cost 4 GiB.
 */
const MAX_WINDOW_MOVES = 6 * 1024 ** 3;

/**
 * Decodes Zstandard (RFC 8878) block by block; the decoder runs in JavaScript, so that others must get their turn
 * meanwhile. Checksums are skipped, as the decoder does; the JSON inside is checked
 * by whoever reads it.
 *
 * @throws {Error} for anything but whole, well-formed frames, and whatever `keep` throws
 */
export async function expandZstd(bytes: Buffer, keep: (chunk: Uint8Array) => void): Promise<void> {
  let decoder = newDecoder(keep);
  let windowBytes = 0;
  let moved = 0;
  const slice = new TimeSlice();
  for (const part of zstdParts(bytes)) {
    const chunk = bytes.subarray(part.start, part.end);
    if (part.kind === "header") {
      decoder = newDecoder(keep);
      windowBytes = part.windowBytes;
      decoder.push(chunk);
      continue;
    }
    moved += windowBytes;
    if (moved > MAX_WINDOW_MOVES) throw new RangeError("too many blocks for their window");
    decoder.push(chunk, part.isLast);
    if (slice.isOver) await slice.rest();
  }
}

/** One frame's decoder: it tells the end of a frame by an empty chunk. */
function newDecoder(keep: (chunk: Uint8Array) => void): Decompress {
  return new Decompress((chunk) => {
    if (chunk.byteLength > 0) keep(chunk);
  });
}
