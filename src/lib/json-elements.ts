import {
  CLOSE_BRACKET,
  COMMA,
  DEFAULT_MAX_DEPTH,
  endOfValue,
  type JsonOutline,
  JsonOutlineError,
  OPEN_BRACKET,
  skipSpace,
} from "./json-outline";

/** Where a value stands in bytes; `end` exclusive. */
export interface JsonRange {
  readonly start: number;
  readonly end: number;
}

/**
 * Where the elements of the array at `start` stand; none where there is no array.
 *
 * @throws {JsonOutlineError}
 */
export function elementsAt(bytes: Buffer, start: number): JsonRange[] {
  const elements: JsonRange[] = [];
  if (bytes[start] !== OPEN_BRACKET) return elements;
  let at = skipSpace(bytes, start + 1);
  while (bytes[at] !== CLOSE_BRACKET) {
    const { end } = endOfValue(bytes, at, DEFAULT_MAX_DEPTH);
    elements.push({ start: at, end });
    at = skipSpace(bytes, end);
    if (bytes[at] === COMMA) at = skipSpace(bytes, at + 1);
    else if (bytes[at] !== CLOSE_BRACKET) throw new JsonOutlineError("malformed", at);
  }
  return elements;
}

/** The ranges, commas included, to be cut out of a list so that only the elements stay that `isKept` says. */
export function cutsFor(elements: readonly JsonRange[], isKept: (index: number) => boolean): JsonRange[] {
  const cuts: JsonRange[] = [];
  let hasKept = false;
  for (const [index, { start, end }] of elements.entries()) {
    if (isKept(index)) {
      hasKept = true;
      continue;
    }
    const before = elements[index - 1];
    const behind = elements[index + 1];
    if (hasKept && before) cuts.push({ start: before.end, end });
    else cuts.push({ start, end: behind ? behind.start : end });
  }
  return cuts;
}

/**
 * The same for the members of an object; the name of a member goes with its value.
 *
 * @param outline of the bytes from `offset` on
 */
export function memberCuts(
  bytes: Buffer,
  outline: JsonOutline,
  isKept: (key: string) => boolean,
  offset = 0,
): JsonRange[] {
  let from = skipSpace(bytes, skipSpace(bytes, offset) + 1);
  const members = outline.map((member) => {
    const range = { start: from, end: offset + member.end };
    from = skipSpace(bytes, skipSpace(bytes, range.end) + 1);
    return range;
  });
  return cutsFor(members, (index) => isKept(outline[index]?.key ?? ""));
}
