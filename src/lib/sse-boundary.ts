const LONGEST_BOUNDARY = 4;

/** A line end directly behind another (WHATWG HTML §9.2.6: LF, CR, or both). */
const BOUNDARY = /\n\r?\n$|\r\r$|\n\r$/;

/** Knows whether the bytes of an event stream that went by end between two events. */
export class SseBoundary {
  private last: Uint8Array = new Uint8Array(0);

  pass(chunk: Uint8Array): void {
    if (chunk.byteLength >= LONGEST_BOUNDARY) this.last = chunk.subarray(-LONGEST_BOUNDARY);
    else this.last = Buffer.concat([this.last, chunk]).subarray(-LONGEST_BOUNDARY);
  }

  /** True at the start of the stream as well. */
  get isHere(): boolean {
    return this.last.byteLength === 0 || BOUNDARY.test(Buffer.from(this.last).toString("latin1"));
  }
}
