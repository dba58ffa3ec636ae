import { type Span, topLevelMembers } from "./top-level-members";

/** The JSON object of a request, of which only the members asked for are parsed. */
export class RequestBody {
  /** False when the bytes are no JSON object. */
  readonly readable: boolean;
  readonly #bytes: Buffer;
  readonly #members: ReadonlyMap<string, Span>;

  constructor(bytes: Buffer) {
    // As Latin-1, offsets in the text are offsets in the bytes, and decoding costs next to nothing.
    const members = topLevelMembers(bytes.toString("latin1"));
    this.readable = members !== null;
    this.#bytes = bytes;
    this.#members = members ?? new Map();
  }

  /** The bytes of a member's value; undefined when there is none. */
  raw(name: string): Buffer | undefined {
    const span = this.#members.get(name);
    return span && this.#bytes.subarray(span.start, span.end);
  }

  /** A member's value, parsed anew on every call; undefined when there is none or it is broken. */
  get(name: string): unknown {
    const raw = this.raw(name);
    if (raw === undefined) return undefined;
    try {
      return JSON.parse(raw.toString("utf8"));
    } catch {
      return undefined;
    }
  }

  /** Whether a member is a list with an object in it, told without parsing. */
  hasObjects(name: string): boolean {
    return this.raw(name)?.includes("{") ?? false;
  }
}
