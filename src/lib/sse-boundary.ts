const LF = 0x0a;
const CR = 0x0d;
/** CR LF CR LF */
const LONGEST_BOUNDARY = 4;

/**
 * Knows whether the bytes of an event stream that went by end between two events: with a line end directly behind
 * another (WHATWG HTML §9.2.6: LF, CR, or both).
 */
export class SseBoundary {
  private isAtStart = true;
  /** The last four bytes, the newest lowest. A view of the chunk would keep all of it until the next one comes. */
  private last = 0;

  pass(chunk: Uint8Array): void {
    if (chunk.byteLength > 0) this.isAtStart = false;
    for (let at = Math.max(0, chunk.byteLength - LONGEST_BOUNDARY); at < chunk.byteLength; at++) {
      this.last = (this.last << 8) | (chunk[at] ?? 0);
    }
  }

  /** True at the start of the stream as well. */
  get isHere(): boolean {
    if (this.isAtStart) return true;
    const [third, second, newest] = [(this.last >> 16) & 0xff, (this.last >> 8) & 0xff, this.last & 0xff];
    if (newest === CR) return second === CR || second === LF;
    return newest === LF && (second === LF || (second === CR && third === LF));
  }
}
