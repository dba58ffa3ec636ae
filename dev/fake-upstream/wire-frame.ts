import { expandFiller } from "./filler";
import type { Frame } from "./frame";
import { type Stamps, stampText } from "./marks";
import type { Usage } from "./usage";

/** A frame as bytes. The pieces of a huge frame are made while they are read. */
export type WireFrame = {
  readonly pieces: Iterable<Buffer>;
  readonly usage?: Usage | undefined;
  readonly terminal?: true | undefined;
};

/** Turns frames into bytes one at a time: marks filled in, filler and repetitions expanded. */
export function* wireFrames(
  frames: Iterable<Frame>,
  stamps: Stamps,
  fillerBytes: number,
): Generator<WireFrame> {
  for (const frame of frames) {
    const bytes = Buffer.from(stampText(frame.text, stamps));
    const pieces = frame.times === undefined ? expandFiller(bytes, fillerBytes) : repeat(bytes, frame.times);
    yield { pieces, usage: frame.usage, terminal: frame.terminal };
  }
}

function* repeat(bytes: Buffer, times: number): Generator<Buffer> {
  for (let round = 0; round < times; round += 1) yield bytes;
}
