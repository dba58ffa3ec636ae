import {
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COLON,
  decodeString,
  endOfString,
  OPEN_BRACE,
  OPEN_BRACKET,
  QUOTE,
  skipSpace,
} from "./json-outline";

/** What a scan comes by. Numbers, literals and punctuation are passed over. */
export type JsonToken = "object" | "array" | "close" | "key" | "string" | "end";

/**
 * Walks through JSON in bytes and stops at keys, strings and brackets. It builds nothing, and whoever drives it may
 * pause between two steps. The bytes should have been outlined before: nesting is not checked again.
 */
export class JsonScanner {
  /** Where the current key or string begins and ends, quotes included; `end` exclusive. */
  start: number;
  end: number;

  constructor(
    private readonly bytes: Buffer,
    from = 0,
    private readonly to = bytes.length,
  ) {
    this.start = from;
    this.end = from;
  }

  /** @throws {JsonOutlineError} at a string without an end */
  next(): JsonToken {
    const { bytes, to } = this;
    for (let at = this.end; at < to; at++) {
      this.start = at;
      this.end = at + 1;
      switch (bytes[at]) {
        case QUOTE:
          this.end = endOfString(bytes, at);
          return bytes[skipSpace(bytes, this.end)] === COLON ? "key" : "string";
        case OPEN_BRACE:
          return "object";
        case OPEN_BRACKET:
          return "array";
        case CLOSE_BRACE:
        case CLOSE_BRACKET:
          return "close";
      }
    }
    this.start = to;
    this.end = to;
    return "end";
  }

  /** The current key or string, decoded; null when an escape in it is malformed. */
  text(): string | null {
    return decodeString(this.bytes, this.start, this.end);
  }
}
