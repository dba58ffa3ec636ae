import { setImmediate } from "node:timers/promises";
import { constants, createBrotliCompress, createDeflate, createGzip } from "node:zlib";
import type { FrameMarks } from "./frame-marks";
import type { Script } from "./script";
import type { WireFrame } from "./wire-frame";

type Encoding = NonNullable<Script["contentEncoding"]>;

/** The wire bytes of frames, one chunk or more each, with the end of each frame noted in `marks`. */
export function encodeFrames(
  frames: Iterable<WireFrame>,
  encoding: Encoding | undefined,
  marks: FrameMarks,
): AsyncGenerator<Buffer> {
  return encoding === undefined ? plainBytes(frames, marks) : compressedBytes(frames, encoding, marks);
}

async function* plainBytes(frames: Iterable<WireFrame>, marks: FrameMarks): AsyncGenerator<Buffer> {
  let offset = 0;
  for (const frame of frames) {
    // One piece is held back, so that the frame's end is noted before its last bytes go out.
    let held: Buffer | undefined;
    for (const piece of frame.pieces) {
      if (held !== undefined) yield held;
      offset += piece.length;
      held = piece;
    }
    marks.add(offset, frame);
    if (held !== undefined) yield held;
  }
}

/** Flushes after every frame, as a provider must, or its events would wait in the compressor. */
async function* compressedBytes(
  frames: Iterable<WireFrame>,
  encoding: Encoding,
  marks: FrameMarks,
): AsyncGenerator<Buffer> {
  const encoder = createEncoder(encoding);
  const ready: Buffer[] = [];
  encoder.on("data", (chunk: Buffer) => ready.push(chunk));
  let offset = 0;
  try {
    for (const frame of frames) {
      for (const piece of frame.pieces) await done((callback) => encoder.write(piece, callback));
      await done((callback) => encoder.flush(callback));
      // The callback can run one turn before the "data" event of the last output.
      await setImmediate();
      const bytes = Buffer.concat(ready.splice(0));
      offset += bytes.length;
      marks.add(offset, frame);
      yield bytes;
    }
    const ended = new Promise((resolve) => encoder.once("end", resolve));
    encoder.end();
    await ended;
    yield Buffer.concat(ready);
  } finally {
    encoder.destroy();
  }
}

function createEncoder(encoding: Encoding) {
  switch (encoding) {
    case "gzip":
      return createGzip();
    case "deflate":
      return createDeflate();
    case "br":
      return createBrotliCompress({ params: { [constants.BROTLI_PARAM_QUALITY]: 4 } });
  }
}

function done(start: (callback: (error?: Error | null) => void) => void): Promise<void> {
  return new Promise((resolve, reject) => start((error) => (error ? reject(error) : resolve())));
}
