import { type JsonObject, type JsonValue, pickMembers } from "../ir/opaque";
import { TranslationError, type TranslationErrorCode } from "../ir/translation-error";

/**
 * The members of a JSON object from outside: each is read as what it must be, `null` counts as absent (so does OpenAI),
 * and what nobody asked for stays in `rest`.
 */
export class Members {
  /** Few, and there are many objects: a list is cheaper than a set. */
  private readonly asked: string[] = [];

  private constructor(
    private readonly object: JsonObject,
    readonly path: string,
    private readonly code: TranslationErrorCode,
  ) {}

  /**
   * @param code of the error for what is not as it must be
   * @throws {TranslationError} where the value is no object
   */
  static of(value: JsonValue | undefined, path: string, code: TranslationErrorCode): Members {
    if (isJsonObject(value)) return new Members(value, path, code);
    throw new TranslationError(code, "must be an object", path);
  }

  value(name: string): JsonValue | null {
    this.asked.push(name);
    return this.object[name] ?? null;
  }

  string(name: string): string | null {
    const value = this.value(name);
    return value === null || typeof value === "string" ? value : this.fail(name, "must be a string");
  }

  /** A string that has to be there and say something. */
  text(name: string): string {
    const value = this.string(name);
    return value === null || value === "" ? this.fail(name, "is required") : value;
  }

  number(name: string): number | null {
    const value = this.value(name);
    return value === null || typeof value === "number" ? value : this.fail(name, "must be a number");
  }

  boolean(name: string): boolean | null {
    const value = this.value(name);
    return value === null || typeof value === "boolean" ? value : this.fail(name, "must be true or false");
  }

  json(name: string): JsonObject | null {
    const value = this.value(name);
    return value === null || isJsonObject(value) ? value : this.fail(name, "must be an object");
  }

  child(name: string): Members | null {
    const value = this.json(name);
    return value && new Members(value, this.at(name), this.code);
  }

  list(name: string): readonly JsonValue[] {
    const value = this.value(name) ?? [];
    return isJsonList(value) ? value : this.fail(name, "must be a list");
  }

  objects(name: string): readonly Members[] {
    return this.list(name).map((value, index) => Members.of(value, `${this.at(name)}[${index}]`, this.code));
  }

  strings(name: string): readonly string[] {
    return this.list(name).map((value, index) =>
      typeof value === "string" ? value : this.fail(`${name}[${index}]`, "must be a string"),
    );
  }

  /** The members nobody read, without those that are null. */
  rest(): JsonObject {
    const { object, asked } = this;
    const unread = Object.keys(object).filter((name) => object[name] !== null && !asked.includes(name));
    return pickMembers(object, unread);
  }

  /** All of it, as it came. */
  whole(): JsonObject {
    return this.object;
  }

  fail(name: string, message: string): never {
    throw new TranslationError(this.code, message, this.at(name));
  }

  private at(name: string): string {
    return this.path === "" ? name : `${this.path}.${name}`;
  }
}

export function isJsonObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** `Array.isArray` does not narrow readonly lists. */
export function isJsonList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}
