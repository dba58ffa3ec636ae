/** Where a member's value stands in the text. */
export type Span = { readonly start: number; readonly end: number };

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/**
 * Finds the members of a JSON object without parsing their values: requests of 100 KB are mostly prompt, of which
 * an answer needs a few fields. Null when the text is no object. Checks brackets and strings, not every token.
 */
export function topLevelMembers(text: string): Map<string, Span> | null {
  const members = new Map<string, Span>();
  let at = skipBlanks(text, 0);
  if (text[at] !== "{") return null;
  at = skipBlanks(text, at + 1);
  if (text[at] === "}") return skipBlanks(text, at + 1) === text.length ? members : null;
  for (;;) {
    const nameEnd = text[at] === '"' ? endOfString(text, at) : -1;
    const colon = nameEnd === -1 ? -1 : skipBlanks(text, nameEnd);
    if (colon === -1 || text[colon] !== ":") return null;
    const start = skipBlanks(text, colon + 1);
    const end = endOfValue(text, start);
    if (end === -1) return null;
    members.set(text.slice(at + 1, nameEnd - 1), { start, end });
    at = skipBlanks(text, end);
    if (text[at] === "}") return skipBlanks(text, at + 1) === text.length ? members : null;
    if (text[at] !== ",") return null;
    at = skipBlanks(text, at + 1);
  }
}

/** The index after the value that starts at `start`, or -1. */
function endOfValue(text: string, start: number): number {
  switch (text[start]) {
    case '"':
      return endOfString(text, start);
    case "{":
    case "[":
      return endOfBrackets(text, start);
    default:
      return endOfLiteral(text, start);
  }
}

/** The index after the closing quote of the string that starts at `start`, or -1. */
function endOfString(text: string, start: number): number {
  for (let quote = text.indexOf('"', start + 1); quote !== -1; quote = text.indexOf('"', quote + 1)) {
    let before = quote;
    while (text.charCodeAt(before - 1) === BACKSLASH) before -= 1;
    // An even number of backslashes escapes only backslashes.
    if ((quote - before) % 2 === 0) return quote + 1;
  }
  return -1;
}

function endOfBrackets(text: string, start: number): number {
  let depth = 0;
  let at = start;
  while (at !== -1 && at < text.length) {
    const unit = text.charCodeAt(at);
    if (unit === QUOTE) {
      at = endOfString(text, at);
      continue;
    }
    depth += depthChange(unit);
    at += 1;
    if (depth === 0) return at;
  }
  return -1;
}

/** `{` and `[` go one deeper, their counterparts come back. */
function depthChange(unit: number): number {
  if (unit === 0x7b || unit === 0x5b) return 1;
  return unit === 0x7d || unit === 0x5d ? -1 : 0;
}

function endOfLiteral(text: string, start: number): number {
  const literal = /[-+.\w]+/y;
  literal.lastIndex = start;
  return literal.test(text) ? literal.lastIndex : -1;
}

function skipBlanks(text: string, start: number): number {
  let at = start;
  while (isBlank(text.charCodeAt(at))) at += 1;
  return at;
}

function isBlank(unit: number): boolean {
  return unit === 0x20 || unit === 0x0a || unit === 0x0d || unit === 0x09;
}
