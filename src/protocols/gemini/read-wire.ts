import type { JsonObject, JsonValue } from "../ir/opaque";
import { TranslationError, type TranslationErrorCode } from "../ir/translation-error";

const UNDERSCORE = /(?<=[a-z0-9])_([a-z0-9])/g;

const NOTHING: JsonObject = Object.freeze({});

/**
 * An object of the wire with its members in camel case: Google's APIs take the names of the proto files as well
 * (ProtoJSON). Only the object itself is renamed, not what is in it. Null for anything else.
 */
export function wireObject(value: JsonValue | undefined): JsonObject | null {
  if (!isObject(value)) return null;
  const keys = Object.keys(value);
  if (!keys.some((key) => key.includes("_"))) return value;
  const renamed: Record<string, JsonValue> = {};
  for (const key of keys) {
    const camel = key.replace(UNDERSCORE, (_, letter: string) => letter.toUpperCase());
    // Where both spellings are there the one of JSON counts.
    if (camel === key || !(camel in value)) define(renamed, camel, value[key] ?? null);
  }
  return renamed;
}

/** A member of any name, `__proto__` included. */
function define(object: Record<string, JsonValue>, key: string, value: JsonValue): void {
  Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
}

export function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The object in camel case; an empty one for anything else. */
export function objectOrEmpty(value: JsonValue | undefined): JsonObject {
  return wireObject(value) ?? NOTHING;
}

/** A repeated field: a list, nothing, or the one element some clients write in its place. */
export function listOf(value: JsonValue | undefined): readonly JsonValue[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? (value as readonly JsonValue[]) : [value];
}

export function stringOrNull(value: JsonValue | undefined): string | null {
  return typeof value === "string" ? value : null;
}

/** A number; ProtoJSON allows it as a text as well. */
export function numberOrNull(value: JsonValue | undefined): number | null {
  if (typeof value === "string" && value.trim() !== "") return numberOrNull(Number(value));
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}

export function stringsOf(value: JsonValue | undefined): readonly string[] {
  return listOf(value).filter((item) => typeof item === "string");
}

/** The members of `object` but those named; null when none is left. */
export function otherMembers(object: JsonObject, known: ReadonlySet<string>): JsonObject | null {
  let others: Record<string, JsonValue> | null = null;
  for (const key of Object.keys(object)) {
    if (known.has(key)) continue;
    others ??= {};
    define(others, key, object[key] ?? null);
  }
  return others;
}

/** An error about what stands at `path`. */
export function wireError(code: TranslationErrorCode, message: string, path: string): TranslationError {
  return new TranslationError(code, message, path);
}
