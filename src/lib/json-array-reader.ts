import { CLOSE_BRACE, CLOSE_BRACKET, OPEN_BRACE, OPEN_BRACKET, QUOTE } from "./json-outline";

const BACKSLASH = 0x5c;

/**
 * Turns the bytes of a JSON array that grows, however they are cut, into its elements. Elements that are neither objects
 * nor arrays are passed over, and so are those larger than the bound.
 */
export class JsonArrayReader {
  /** Whether the array has been closed. */
  isClosed = false;
  private hasOpened = false;
  private depth = 0;
  private inString = false;
  private isEscaped = false;
  private parts: Uint8Array[] = [];
  private size = 0;

  /** @param maxBytes an element's size, beyond which it is not gathered */
  constructor(
    private readonly onElement: (text: string) => void,
    private readonly maxBytes: number,
  ) {}

  feed(chunk: Uint8Array): void {
    let start = 0;
    for (let at = 0; at < chunk.length; at++) {
      const before = this.depth;
      this.step(chunk[at] as number);
      if (before === 0 && this.depth === 1) start = at;
      if (before === 1 && this.depth === 0) {
        this.gather(chunk.subarray(start, at + 1));
        this.finishElement();
      }
    }
    // The chunk may be reused by its owner once it has gone on.
    if (this.depth > 0) this.gather(Buffer.from(chunk.subarray(start)));
  }

  private step(byte: number): void {
    if (this.inString) {
      if (this.isEscaped) this.isEscaped = false;
      else if (byte === BACKSLASH) this.isEscaped = true;
      else if (byte === QUOTE) this.inString = false;
      return;
    }
    switch (byte) {
      case QUOTE:
        this.inString = true;
        return;
      case OPEN_BRACKET:
        if (this.depth === 0 && !this.hasOpened) this.hasOpened = true;
        else this.depth++;
        return;
      case OPEN_BRACE:
        this.depth++;
        return;
      case CLOSE_BRACE:
      case CLOSE_BRACKET:
        if (this.depth === 0) this.isClosed = true;
        else this.depth--;
    }
  }

  private gather(bytes: Uint8Array): void {
    this.size += bytes.length;
    if (this.size <= this.maxBytes) this.parts.push(bytes);
    else this.parts = [];
  }

  private finishElement(): void {
    const { parts, size } = this;
    this.parts = [];
    this.size = 0;
    if (size <= this.maxBytes) this.onElement(Buffer.concat(parts).toString("utf8"));
  }
}
