import type { Frame } from "./frame";
import { cutAtEchoes, SEED_MARK, type Stamps } from "./marks";
import type { Usage } from "./usage";
import type { WireFrame } from "./wire-frame";

const SEED_BYTES = Buffer.from(SEED_MARK);

/** What a reader knows after one frame of an answer, and at which byte that frame ends. */
type FrameEnd = {
  readonly end: number;
  readonly usage: Usage | undefined;
  readonly terminal: true | undefined;
};

/** An answer rendered once: per request only its marks are filled in. */
export type Rendered = {
  /** All frames, with seed marks but without echo marks. */
  readonly template: Buffer;
  readonly seedOffsets: readonly number[];
  /** Where the echo goes in. */
  readonly echoOffsets: readonly number[];
  readonly frameEnds: readonly FrameEnd[];
};

/** One response's copy of a rendered answer. */
export type Stamped = { readonly whole: Buffer; readonly frameEnds: readonly FrameEnd[] };

/** Renders frames that have neither filler nor repetitions. */
export function render(frames: Iterable<Frame>): Rendered {
  const parts: Buffer[] = [];
  const echoOffsets: number[] = [];
  const frameEnds: FrameEnd[] = [];
  let end = 0;
  for (const { text, usage, terminal } of frames) {
    for (const [index, part] of cutAtEchoes(text).entries()) {
      if (index > 0) echoOffsets.push(end);
      const bytes = Buffer.from(part);
      end += bytes.length;
      parts.push(bytes);
    }
    frameEnds.push({ end, usage, terminal });
  }
  const template = Buffer.concat(parts);
  return { template, seedOffsets: offsetsOf(SEED_BYTES, template), echoOffsets, frameEnds };
}

/** A copy of the answer with the seed in every id and the echo in its places. */
export function stamp(rendered: Rendered, { seed, echo }: Stamps): Stamped {
  const { template, seedOffsets, echoOffsets, frameEnds } = rendered;
  const copy = Buffer.from(template);
  for (const offset of seedOffsets) copy.write(seed, offset, "latin1");
  if (echoOffsets.length === 0) return { whole: copy, frameEnds };
  const parts: Buffer[] = [];
  let start = 0;
  for (const offset of echoOffsets) {
    parts.push(copy.subarray(start, offset), echo);
    start = offset;
  }
  parts.push(copy.subarray(start));
  const echoesBefore = (end: number) => echoOffsets.filter((offset) => offset < end).length;
  const shifted = frameEnds.map((frame) => ({
    ...frame,
    end: frame.end + echoesBefore(frame.end) * echo.length,
  }));
  return { whole: Buffer.concat(parts), frameEnds: shifted };
}

/** The stamped copy frame by frame. */
export function* stampedFrames({ whole, frameEnds }: Stamped): Generator<WireFrame> {
  let start = 0;
  for (const { end, usage, terminal } of frameEnds) {
    yield { pieces: [whole.subarray(start, end)], usage, terminal };
    start = end;
  }
}

function offsetsOf(mark: Buffer, bytes: Buffer): number[] {
  const offsets: number[] = [];
  for (let at = bytes.indexOf(mark); at !== -1; at = bytes.indexOf(mark, at + mark.length)) offsets.push(at);
  return offsets;
}
