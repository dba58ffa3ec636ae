import { CLOSE_BRACE, CLOSE_BRACKET, COLON, COMMA, OPEN_BRACE, OPEN_BRACKET, QUOTE } from "./json-outline";

const BACKSLASH = 0x5c;
const NULL = Buffer.from("null");

export interface JsonDigestLimits {
  /** Bytes of one member, name included; the value of a longer one becomes `null`. */
  readonly maxValueBytes: number;
  /** Bytes of the whole digest; members beyond are left out. */
  readonly maxBytes: number;
}

/**
 * What remains of a JSON object that passes by in chunks when its long values are left out: the same object, with
 * `null` in their place. So the few short members somebody wants of an answer of any size can be read within a fixed
 * amount of memory, wherever in it they stand.
 *
 * It watches the nesting only; whoever reads the digest parses it.
 */
export class JsonDigest {
  private readonly parts: Buffer[] = [];
  private keptBytes = 0;
  private depth = 0;
  private isInString = false;
  private isEscaped = false;
  private hasEnded = false;
  /** Bytes of the top-level member under way, cut off behind the bound. */
  private member: Buffer[] = [];
  private memberBytes = 0;
  /** Where the member's value begins in it; 0 = not yet. */
  private valueAt = 0;

  constructor(private readonly limits: JsonDigestLimits) {}

  /** The object's closing brace has come. */
  get isComplete(): boolean {
    return this.hasEnded;
  }

  feed(chunk: Uint8Array): void {
    let memberFrom = 0;
    for (let at = 0; at < chunk.length && !this.hasEnded; at++) {
      const byte = chunk[at] as number;
      if (this.isInString) {
        this.passInString(byte);
        continue;
      }
      switch (byte) {
        case QUOTE:
          this.isInString = true;
          break;
        case OPEN_BRACE:
        case OPEN_BRACKET:
          this.depth++;
          if (this.depth === 1) memberFrom = at + 1;
          break;
        case CLOSE_BRACE:
        case CLOSE_BRACKET:
          this.depth--;
          if (this.depth > 0) break;
          this.keep(chunk, memberFrom, at);
          this.endMember();
          this.hasEnded = true;
          break;
        case COLON:
          if (this.depth !== 1 || this.valueAt > 0) break;
          this.keep(chunk, memberFrom, at + 1);
          memberFrom = at + 1;
          this.valueAt = this.memberBytes;
          break;
        case COMMA:
          if (this.depth !== 1) break;
          this.keep(chunk, memberFrom, at);
          memberFrom = at + 1;
          this.endMember();
      }
    }
    if (this.depth > 0) this.keep(chunk, memberFrom, chunk.length);
  }

  /** The object as far as it has come, closed. */
  digest(): Buffer {
    const members = this.parts.flatMap((part, index) => (index === 0 ? [part] : [Buffer.of(COMMA), part]));
    return Buffer.concat([Buffer.of(OPEN_BRACE), ...members, Buffer.of(CLOSE_BRACE)]);
  }

  private passInString(byte: number): void {
    if (this.isEscaped) this.isEscaped = false;
    else if (byte === BACKSLASH) this.isEscaped = true;
    else if (byte === QUOTE) this.isInString = false;
  }

  /** Copies bytes of the member under way, so that no chunk is kept alive for a few of its bytes. */
  private keep(chunk: Uint8Array, from: number, to: number): void {
    const room = this.limits.maxValueBytes - this.memberBytes;
    if (room > 0 && to > from) this.member.push(Buffer.from(chunk.subarray(from, Math.min(to, from + room))));
    this.memberBytes += to - from;
  }

  private endMember(): void {
    const { member, memberBytes, valueAt, limits } = this;
    this.member = [];
    this.memberBytes = 0;
    this.valueAt = 0;
    if (valueAt === 0 || valueAt > limits.maxValueBytes) return;
    const bytes = Buffer.concat(member);
    const part =
      memberBytes > limits.maxValueBytes ? Buffer.concat([bytes.subarray(0, valueAt), NULL]) : bytes;
    if (this.keptBytes + part.length > limits.maxBytes) return;
    this.keptBytes += part.length + 1;
    this.parts.push(part);
  }
}
