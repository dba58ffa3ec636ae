import type { JsonObject, JsonValue } from "../ir/opaque";
import { isJsonList, isJsonObject } from "./fields";

/**
 * Whether OpenAI takes a JSON schema in strict mode: the root is an object, each object is closed and requires all of
 * its properties. (developers.openai.com, "Structured model outputs", supported schemas.) Of words it does not know
 * only those that are common in tools are looked at.
 */
export function isStrictSchema(schema: JsonObject): boolean {
  return schema.type === "object" && schema.anyOf === undefined && isStrict(schema, 0);
}

const UNSUPPORTED = ["allOf", "oneOf", "not", "if", "then", "else", "patternProperties", "dependentRequired"];
const MAX_DEPTH = 10;

function isStrict(schema: JsonValue | undefined, depth: number): boolean {
  if (!isJsonObject(schema) || depth > MAX_DEPTH) return false;
  if (UNSUPPORTED.some((word) => schema[word] !== undefined)) return false;
  if (isObjectSchema(schema) && !isClosed(schema)) return false;
  return subschemas(schema).every((part) => isStrict(part, depth + 1));
}

function isObjectSchema({ type, properties }: JsonObject): boolean {
  return type === "object" || properties !== undefined || (isJsonList(type) && type.includes("object"));
}

function isClosed({ properties, required, additionalProperties }: JsonObject): boolean {
  if (additionalProperties !== false) return false;
  const names = isJsonObject(properties) ? Object.keys(properties) : [];
  const needed = isJsonList(required) ? required : [];
  return names.every((name) => needed.includes(name));
}

function subschemas({ properties, items, anyOf, $defs, definitions }: JsonObject): JsonValue[] {
  const named = [properties, $defs, definitions].flatMap((group) =>
    isJsonObject(group) ? Object.values(group) : [],
  );
  return [...named, ...(items === undefined ? [] : [items]), ...(isJsonList(anyOf) ? anyOf : [])];
}
