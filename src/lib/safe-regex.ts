import { RE2JS } from "re2js";

/** Longer patterns are refused: what they compile to grows with them. */
const MAX_PATTERN_LENGTH = 1_000;

/** The pattern is not one RE2 understands (no look-around, no back references), or it is too long. */
export class SafeRegexError extends Error {
  override readonly name = "SafeRegexError";
}

/** A replacement would make the text longer than was allowed. */
export class TextTooLongError extends Error {
  override readonly name = "TextTooLongError";

  constructor(maxLength: number) {
    super(`the replaced text would be longer than ${maxLength} characters`);
  }
}

/**
 * A regular expression written by an admin and run over text written by somebody else. RE2's syntax
 * (github.com/google/re2/wiki/Syntax) and its promise: time grows with the text, never explodes with the pattern.
 */
export class SafeRegex {
  private constructor(private readonly compiled: RE2JS) {}

  /** @throws {SafeRegexError} */
  static compile(pattern: string, { ignoreCase = false } = {}): SafeRegex {
    if (pattern.length > MAX_PATTERN_LENGTH) {
      throw new SafeRegexError(`a pattern may have at most ${MAX_PATTERN_LENGTH} characters`);
    }
    try {
      return new SafeRegex(RE2JS.compile(pattern, ignoreCase ? RE2JS.CASE_INSENSITIVE : 0));
    } catch (error) {
      throw new SafeRegexError(error instanceof Error ? error.message : String(error));
    }
  }

  test(text: string): boolean {
    return this.compiled.test(text);
  }

  /** The first match with its offset, or null. */
  find(text: string): { readonly index: number; readonly text: string } | null {
    // `test` runs several times faster than a matcher that also has to say where.
    if (!this.compiled.test(text)) return null;
    const matcher = this.compiled.matcher(text);
    return matcher.find() ? { index: matcher.start(), text: matcher.group() ?? "" } : null;
  }

  /**
   * Replaces every match. `$1`, `$<name>`, `$&` and `$$` in the replacement mean what they mean in JavaScript.
   *
   * @param maxLength of the result, in UTF-16 units
   * @throws {TextTooLongError}
   */
  replaceAll(text: string, replacement: string, maxLength: number): string {
    if (!this.compiled.test(text)) return text;
    let length = text.length;
    return this.compiled.matcher(text).replaceAll((match: string, ...rest: unknown[]) => {
      const inserted = expand(replacement, match, rest);
      length += inserted.length - match.length;
      if (length > maxLength) throw new TextTooLongError(maxLength);
      return inserted;
    });
  }
}

const REFERENCE = /\$(?:(\$)|(&)|(\d{1,2})|<([^>]*)>)/g;

/** @param rest what `String.prototype.replace` passes behind the match: groups, offset, text, named groups */
function expand(replacement: string, match: string, rest: readonly unknown[]): string {
  if (!replacement.includes("$")) return replacement;
  const groups = rest.slice(
    0,
    rest.findIndex((item) => typeof item === "number"),
  );
  const last = rest.at(-1);
  const named = typeof last === "object" && last !== null ? (last as Record<string, unknown>) : {};
  return replacement.replace(REFERENCE, (whole, dollar, all, number, name) => {
    if (dollar) return "$";
    if (all) return match;
    if (name !== undefined) return String(named[name] ?? "");
    const index = Number(number) - 1;
    return index >= 0 && index < groups.length ? String(groups[index] ?? "") : whole;
  });
}
