import type { JsonObject, JsonValue } from "../ir/opaque";
import { TranslationError, type TranslationErrorCode } from "../ir/translation-error";

/**
 * Reads an object of the wire member by member and remembers which: what nobody asked for is `rest()`, which its own
 * protocol gets back. A member of the wrong type is an error in a request, where the API would say so as well; in an
 * answer it counts as absent unless it is needed, since relays differ. null is the same as absent.
 */
export class Fields {
  private readonly seen: string[] = [];

  private constructor(
    readonly object: JsonObject,
    readonly path: string,
    private readonly code: TranslationErrorCode,
  ) {}

  /** @throws {TranslationError} with `code`, when the value is not an object */
  static of(value: JsonValue | undefined, path: string, code: TranslationErrorCode): Fields {
    if (!isJsonObject(value)) throw new TranslationError(code, "must be an object", path);
    return new Fields(value, path, code);
  }

  /** Any value, null where it is absent. */
  value(key: string): JsonValue {
    this.seen.push(key);
    return this.object[key] ?? null;
  }

  /** @throws {TranslationError} when it is absent or no text */
  text(key: string): string {
    const value = this.value(key);
    return typeof value === "string" ? value : this.fail(key, "must be a string");
  }

  textOrNull(key: string): string | null {
    const value = this.value(key);
    return typeof value === "string" ? value : this.absent(key, value, "must be a string");
  }

  numberOrNull(key: string): number | null {
    const value = this.value(key);
    return typeof value === "number" ? value : this.absent(key, value, "must be a number");
  }

  booleanOrNull(key: string): boolean | null {
    const value = this.value(key);
    return typeof value === "boolean" ? value : this.absent(key, value, "must be a boolean");
  }

  objectOrNull(key: string): Fields | null {
    const value = this.value(key);
    return isJsonObject(value)
      ? new Fields(value, this.at(key), this.code)
      : this.absent(key, value, "must be an object");
  }

  /** The elements of a list; none where it is absent. */
  list(key: string): readonly JsonValue[] {
    const value = this.value(key);
    return isJsonList(value) ? value : (this.absent(key, value, "must be a list") ?? []);
  }

  /** The elements of a list of objects. @throws {TranslationError} when one is none */
  objects(key: string): readonly Fields[] {
    return this.list(key).map((value, index) => Fields.of(value, `${this.at(key)}[${index}]`, this.code));
  }

  /** The members that were not read, and are not null. */
  rest(): JsonObject {
    const left: Record<string, JsonValue> = {};
    // Objects of the wire have a handful of members, so a list is searched faster than a set is built.
    for (const key of Object.keys(this.object)) {
      const value = this.object[key] ?? null;
      if (value !== null && !this.seen.includes(key)) left[key] = value;
    }
    return left;
  }

  at(key: string): string {
    return this.path === "" ? key : `${this.path}.${key}`;
  }

  fail(key: string, message: string): never {
    throw new TranslationError(this.code, message, this.at(key));
  }

  private absent(key: string, value: JsonValue, message: string): null {
    return value === null || this.code === "invalid_answer" ? null : this.fail(key, message);
  }
}

export function isJsonObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isJsonList(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value);
}
