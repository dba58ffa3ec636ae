/** The bytes would grow beyond what was allowed. */
export class SplicesTooLargeError extends Error {
  override readonly name = "SplicesTooLargeError";

  constructor(maxBytes: number) {
    super(`the changed text would be larger than ${maxBytes} bytes`);
  }
}

/** Changes to be made to a run of bytes, gathered from its beginning to its end. */
export class Splices {
  private readonly parts: Buffer[] = [];
  private from = 0;
  private size: number;

  /** @param maxBytes the size the result may have */
  constructor(
    private readonly bytes: Buffer,
    private readonly maxBytes: number,
  ) {
    this.size = bytes.length;
  }

  /**
   * Puts `replacement` in the place of the bytes from `start` to `end` (exclusive), which lie behind those replaced
   * before.
   *
   * @throws {SplicesTooLargeError}
   */
  replace(start: number, end: number, replacement: Buffer): void {
    this.size += replacement.length - (end - start);
    if (this.size > this.maxBytes) throw new SplicesTooLargeError(this.maxBytes);
    this.parts.push(this.bytes.subarray(this.from, start), replacement);
    this.from = end;
  }

  /** A copy with the changes made; the very bytes when there are none. */
  apply(): Buffer {
    if (this.parts.length === 0) return this.bytes;
    return Buffer.concat([...this.parts, this.bytes.subarray(this.from)]);
  }
}
