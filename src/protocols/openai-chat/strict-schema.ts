import type { JsonObject, JsonValue } from "../ir/opaque";
import { isJsonList, isJsonObject } from "./read-members";

/** What Structured Outputs refuse. */
const REFUSED = ["allOf", "oneOf", "not", "if", "then", "else", "patternProperties", "dependentRequired"];
const MAX_DEPTH = 10;

/**
 * Whether a schema may be sent with `strict: true`: its root is an object, every object is closed and requires all it
 * names. The API answers 400 to any other.
 *
 * Source: platform.openai.com/docs/guides/structured-outputs, "Supported schemas"
 */
export function isStrictSchema(schema: JsonObject): boolean {
  return schema.type === "object" && schema.anyOf === undefined && isStrict(schema, 0);
}

function isStrict(schema: JsonValue, depth: number): boolean {
  if (!isJsonObject(schema) || depth > MAX_DEPTH) return false;
  if (REFUSED.some((keyword) => schema[keyword] !== undefined)) return false;
  if (schema.type === "object" && !isClosed(schema)) return false;
  return childrenOf(schema).every((child) => isStrict(child, depth + 1));
}

function isClosed({ properties, required, additionalProperties }: JsonObject): boolean {
  if (additionalProperties !== false) return false;
  const demanded = new Set(required !== undefined && isJsonList(required) ? required : []);
  return Object.keys(isJsonObject(properties) ? properties : {}).every((name) => demanded.has(name));
}

function childrenOf({ properties, items, anyOf, $defs, definitions }: JsonObject): readonly JsonValue[] {
  const maps = [properties, $defs, definitions].flatMap((map) =>
    isJsonObject(map) ? Object.values(map) : [],
  );
  const options = anyOf !== undefined && isJsonList(anyOf) ? anyOf : [];
  return [...maps, ...options, ...(items === undefined ? [] : [items])];
}

/** A function's parameters as the API demands them: an object's schema with its properties, be there none. */
export function objectSchema(schema: JsonObject | null): JsonObject {
  const { type = "object", properties = {}, ...rest } = schema ?? {};
  return { type, properties, ...rest };
}
