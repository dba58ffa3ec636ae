import type { JsonObject, JsonValue } from "../ir/opaque";
import { mapMembers } from "./map-members";
import { isObject } from "./read-wire";

/** Members that hold one schema, a list of them, or schemas by name. */
const SINGLE = ["items", "additionalProperties", "not", "additional_properties"];
const LISTED = ["anyOf", "oneOf", "allOf", "prefixItems", "any_of"];
const NAMED = ["properties", "$defs", "definitions"];

/** Names of members as the proto files have them. */
const SPELLINGS: ReadonlyMap<string, string> = new Map([
  ["any_of", "anyOf"],
  ["additional_properties", "additionalProperties"],
  ["max_items", "maxItems"],
  ["min_items", "minItems"],
  ["max_length", "maxLength"],
  ["min_length", "minLength"],
  ["max_properties", "maxProperties"],
  ["min_properties", "minProperties"],
  ["property_ordering", "propertyOrdering"],
]);

/** Counts, which Google's Schema has as texts (int64 in ProtoJSON). */
const COUNTS: ReadonlySet<string> = new Set([
  "maxItems",
  "minItems",
  "maxLength",
  "minLength",
  "maxProperties",
  "minProperties",
]);

const MAX_DEPTH = 64;

/**
 * A schema in Google's words (OpenAPI 3.0: types in capitals, `nullable`) as JSON Schema. One that is JSON Schema
 * already is returned itself.
 */
export function toJsonSchema(schema: JsonObject, depth = 0): JsonObject {
  if (depth > MAX_DEPTH) return schema;
  const converted = mapMembers(schema, (key, value) => {
    const name = SPELLINGS.get(key) ?? key;
    return name === "nullable" ? null : [name, memberToJson(name, value, depth)];
  });
  return schema.nullable === true ? withNull(converted) : converted;
}

function memberToJson(name: string, value: JsonValue, depth: number): JsonValue {
  if (name === "type") return typeToJson(value);
  if (COUNTS.has(name) && typeof value === "string" && /^\d+$/.test(value)) return Number(value);
  if (SINGLE.includes(name)) return isObject(value) ? toJsonSchema(value, depth + 1) : value;
  if (LISTED.includes(name)) return mapChanged(value, depth);
  if (NAMED.includes(name) && isObject(value)) return mapNamed(value, depth);
  return value;
}

function typeToJson(type: JsonValue): JsonValue {
  if (typeof type === "string") return lowerCase(type);
  if (!Array.isArray(type)) return type;
  const types = (type as readonly JsonValue[]).map((item) =>
    typeof item === "string" ? lowerCase(item) : item,
  );
  return types.every((item, index) => item === (type as readonly JsonValue[])[index]) ? type : types;
}

function lowerCase(type: string): string {
  return /^[A-Z]+$/.test(type) ? type.toLowerCase() : type;
}

function mapChanged(value: JsonValue, depth: number): JsonValue {
  if (!Array.isArray(value)) return value;
  const schemas = value as readonly JsonValue[];
  const mapped = schemas.map((item) => (isObject(item) ? toJsonSchema(item, depth + 1) : item));
  return mapped.some((item, index) => item !== schemas[index]) ? mapped : value;
}

function mapNamed(value: JsonObject, depth: number): JsonObject {
  return mapMembers(value, (name, schema) => [
    name,
    isObject(schema) ? toJsonSchema(schema, depth + 1) : schema,
  ]);
}

function withNull(schema: JsonObject): JsonObject {
  const { type } = schema;
  if (typeof type === "string" && type !== "null") return { ...schema, type: [type, "null"] };
  if (Array.isArray(schema.anyOf)) {
    return { ...schema, anyOf: [...(schema.anyOf as readonly JsonValue[]), { type: "null" }] };
  }
  return schema;
}
