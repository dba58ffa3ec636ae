/**
 * A shallow index of a JSON object (RFC 8259) in bytes: where each top-level value begins and ends.
 *
 * The gateway needs five small fields of a body that may weigh megabytes. `JSON.parse` would build the whole
 * conversation to read them, and re-serialising would change the client's bytes; an outline does neither.
 */

export const QUOTE = 0x22;
const BACKSLASH = 0x5c;
export const COMMA = 0x2c;
export const COLON = 0x3a;
export const OPEN_BRACE = 0x7b;
export const CLOSE_BRACE = 0x7d;
export const OPEN_BRACKET = 0x5b;
export const CLOSE_BRACKET = 0x5d;

/** Below this many bytes a loop finds the closing quote faster than the call into native code costs. */
const SHORT_STRING_BYTES = 24;

export const DEFAULT_MAX_DEPTH = 256;

/** One top-level member. `start` and `end` delimit the value's bytes (`end` exclusive). */
export interface JsonMember {
  readonly key: string;
  readonly start: number;
  readonly end: number;
  /** Number of elements when the value is an array, else 0. */
  readonly elements: number;
}

export type JsonOutline = readonly JsonMember[];

/** The bytes are not a well-nested JSON object. `offset` is where that showed. */
export class JsonOutlineError extends Error {
  override readonly name = "JsonOutlineError";

  constructor(
    readonly reason: "not-an-object" | "malformed" | "too-deep",
    readonly offset: number,
  ) {
    super(`${reason} at byte ${offset}`);
  }
}

/**
 * Lists the top-level members of the JSON object in `bytes`, in order, duplicates included.
 * Nesting is checked, scalar syntax inside nested values is not: the upstream judges that.
 *
 * @throws {JsonOutlineError}
 */
export function outlineJson(bytes: Buffer, maxDepth: number = DEFAULT_MAX_DEPTH): JsonOutline {
  const members: JsonMember[] = [];
  let at = skipSpace(bytes, 0);
  if (bytes[at] !== OPEN_BRACE) throw new JsonOutlineError("not-an-object", at);
  at = skipSpace(bytes, at + 1);
  if (bytes[at] === CLOSE_BRACE) return endOfDocument(bytes, at + 1, members);
  for (;;) {
    if (bytes[at] !== QUOTE) throw new JsonOutlineError("malformed", at);
    const keyEnd = endOfString(bytes, at);
    const key = decodeString(bytes, at, keyEnd);
    if (key === null) throw new JsonOutlineError("malformed", at);
    at = skipSpace(bytes, keyEnd);
    if (bytes[at] !== COLON) throw new JsonOutlineError("malformed", at);
    const start = skipSpace(bytes, at + 1);
    const value = endOfValue(bytes, start, maxDepth);
    members.push({ key, start, end: value.end, elements: value.elements });
    at = skipSpace(bytes, value.end);
    if (bytes[at] === CLOSE_BRACE) return endOfDocument(bytes, at + 1, members);
    if (bytes[at] !== COMMA) throw new JsonOutlineError("malformed", at);
    at = skipSpace(bytes, at + 1);
  }
}

/** The last member named `key` (as `JSON.parse` would choose), or undefined. */
export function findMember(outline: JsonOutline, key: string): JsonMember | undefined {
  for (let i = outline.length - 1; i >= 0; i--) {
    const member = outline[i];
    if (member?.key === key) return member;
  }
  return undefined;
}

/** Parses the value of one member; `undefined` when the member is absent or its value is not valid JSON. */
export function readMember(bytes: Buffer, outline: JsonOutline, key: string): unknown {
  const member = findMember(outline, key);
  if (!member) return undefined;
  const { start, end } = member;
  // Most members read are short scalars, for which a parser costs more than the reading.
  if (bytes[start] === QUOTE) return decodeString(bytes, start, end) ?? undefined;
  try {
    return JSON.parse(bytes.toString("utf8", start, end));
  } catch {
    return undefined;
  }
}

function endOfDocument(bytes: Buffer, at: number, members: JsonOutline): JsonOutline {
  const end = skipSpace(bytes, at);
  if (end !== bytes.length) throw new JsonOutlineError("malformed", end);
  return members;
}

/** The first offset at or behind `from` that holds no JSON whitespace. */
export function skipSpace(bytes: Buffer, from: number): number {
  let at = from;
  for (;;) {
    const byte = bytes[at];
    if (byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) return at;
    at++;
  }
}

/**
 * Where the value at `start` ends (exclusive), and how many elements it has if it is an array.
 *
 * @throws {JsonOutlineError}
 */
export function endOfValue(
  bytes: Buffer,
  start: number,
  maxDepth: number,
): { end: number; elements: number } {
  const first = bytes[start];
  if (first === QUOTE) return { end: endOfString(bytes, start), elements: 0 };
  if (first === OPEN_BRACE || first === OPEN_BRACKET) return endOfContainer(bytes, start, maxDepth);
  return { end: endOfScalar(bytes, start), elements: 0 };
}

/** Walks to the bracket that closes the container at `start`, hopping over strings whole. */
function endOfContainer(bytes: Buffer, start: number, maxDepth: number): { end: number; elements: number } {
  const open: number[] = [bytes[start] as number];
  let commas = 0;
  let at = start + 1;
  let empty = true;
  while (at < bytes.length) {
    const byte = bytes[at] as number;
    if (byte === QUOTE) {
      at = endOfString(bytes, at);
      empty = false;
      continue;
    }
    if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
      if (open.length >= maxDepth - 1) throw new JsonOutlineError("too-deep", at);
      open.push(byte);
      empty = false;
    } else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) {
      // In ASCII a closing bracket is its opening one plus two.
      if (open.pop() !== byte - 2) throw new JsonOutlineError("malformed", at);
      if (open.length === 0) return { end: at + 1, elements: arrayLength(bytes, start, commas, empty) };
    } else if (byte === COMMA) {
      if (open.length === 1) commas++;
    } else if (byte > 0x20) {
      empty = false;
    }
    at++;
  }
  throw new JsonOutlineError("malformed", at);
}

function arrayLength(bytes: Buffer, start: number, commas: number, empty: boolean): number {
  if (bytes[start] !== OPEN_BRACKET || empty) return 0;
  return commas + 1;
}

function endOfScalar(bytes: Buffer, start: number): number {
  let at = start;
  while (at < bytes.length) {
    const byte = bytes[at] as number;
    if (byte === COMMA || byte === CLOSE_BRACE || byte === CLOSE_BRACKET || byte <= 0x20) break;
    at++;
  }
  if (at === start || !SCALAR.test(bytes.toString("latin1", start, at))) {
    throw new JsonOutlineError("malformed", start);
  }
  return at;
}

/** `true`, `false`, `null` or a number as RFC 8259 §6 writes it. */
const SCALAR = /^(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)$/;

/** `start` is the opening quote; returns the offset behind the closing one. */
export function endOfString(bytes: Buffer, start: number): number {
  let at = start + 1;
  const shortEnd = Math.min(at + SHORT_STRING_BYTES, bytes.length);
  while (at < shortEnd) {
    const byte = bytes[at];
    if (byte === QUOTE) return at + 1;
    at += byte === BACKSLASH ? 2 : 1;
  }
  for (;;) {
    const quote = bytes.indexOf(QUOTE, at);
    if (quote === -1) throw new JsonOutlineError("malformed", bytes.length);
    if (!isEscaped(bytes, quote, at)) return quote + 1;
    at = quote + 1;
  }
}

/** Whether an odd number of backslashes stands directly before `quote`, looking back no further than `from`. */
function isEscaped(bytes: Buffer, quote: number, from: number): boolean {
  let slashes = 0;
  while (quote - 1 - slashes >= from && bytes[quote - 1 - slashes] === BACKSLASH) slashes++;
  return slashes % 2 === 1;
}

/** The text of the string literal from `start` to `end`, quotes included; null when an escape in it is malformed. */
export function decodeString(bytes: Buffer, start: number, end: number): string | null {
  const inner = bytes.toString("utf8", start + 1, end - 1);
  if (!inner.includes("\\")) return inner;
  try {
    return JSON.parse(`"${inner}"`) as string;
  } catch {
    return null;
  }
}
