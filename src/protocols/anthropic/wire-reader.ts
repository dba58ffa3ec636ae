import { type JsonObject, type JsonValue, type OwnFields, pickMembers } from "../ir/opaque";
import { TranslationError } from "../ir/translation-error";

/** Reads values of a body and says where one is not what it has to be. */
export class WireReader {
  constructor(private readonly code: "invalid_request" | "invalid_answer") {}

  object(value: JsonValue | undefined, path: string): JsonObject {
    return isJsonObject(value) ? value : this.fail("must be an object", path);
  }

  array(value: JsonValue | undefined, path: string): readonly JsonValue[] {
    return isJsonArray(value) ? value : this.fail("must be a list", path);
  }

  string(value: JsonValue | undefined, path: string): string {
    return typeof value === "string" ? value : this.fail("must be a string", path);
  }

  /** @throws {TranslationError} always */
  fail(message: string, path: string): never {
    throw new TranslationError(this.code, message, path);
  }
}

export function isJsonObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !isJsonArray(value);
}

/** `Array.isArray` does not narrow read-only lists. */
export function isJsonArray(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value);
}

export function stringOrNull(value: JsonValue | undefined): string | null {
  return typeof value === "string" ? value : null;
}

export function numberOrNull(value: JsonValue | undefined): number | null {
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}

export function booleanOrNull(value: JsonValue | undefined): boolean | null {
  return typeof value === "boolean" ? value : null;
}

export function stringsOf(value: JsonValue | undefined): readonly string[] {
  return isJsonArray(value) ? value.filter((item) => typeof item === "string") : [];
}

/** The members of a wire object beside those that were read. null = there are none; members that are null count as none. */
export function ownFieldsBeside(object: JsonObject, read: ReadonlySet<string>): OwnFields | null {
  const rest = Object.keys(object).filter((name) => !read.has(name) && object[name] !== null);
  return rest.length === 0 ? null : { protocol: "anthropic", fields: pickMembers(object, rest) };
}
