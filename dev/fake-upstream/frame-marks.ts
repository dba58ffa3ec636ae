import type { WireFrame } from "./wire-frame";

/**
 * Knows which frames are through when so many bytes are: slicing and compression lose sight of frames, but the
 * ledger has to say what the client could read before a cut.
 */
export class FrameMarks {
  readonly #waiting: { readonly end: number; readonly frame: WireFrame }[] = [];

  /** Notes that a frame ends at this offset of the wire body. To be called before its last bytes are handed on. */
  add(end: number, frame: WireFrame): void {
    this.#waiting.push({ end, frame });
  }

  /** The frames that are complete with so many bytes written, each given once. */
  *reached(written: number): Generator<WireFrame> {
    for (let next = this.#waiting[0]; next !== undefined && next.end <= written; next = this.#waiting[0]) {
      this.#waiting.shift();
      yield next.frame;
    }
  }
}
