import type { JsonObject, JsonValue } from "../ir/opaque";
import { isJsonArray, isJsonObject } from "./wire-reader";

/** Constraints that Claude's structured output refuses (docs, "Structured outputs", JSON Schema limitations). */
const REFUSED = new Set([
  "minimum",
  "maximum",
  "exclusiveMinimum",
  "exclusiveMaximum",
  "multipleOf",
  "minLength",
  "maxLength",
  "maxItems",
  "uniqueItems",
  "minProperties",
  "maxProperties",
]);

/** Keywords whose members are schemas by name: a property may be called "minimum". */
const NAMED_SCHEMAS = new Set(["properties", "$defs", "definitions"]);

/** Keywords that hold data, not schemas. */
const DATA = new Set(["enum", "const", "default", "examples", "required"]);

/** A schema as structured output takes it: objects closed, constraints it does not know left out. The same value if it was so. */
export function structuredSchema(schema: JsonObject): JsonObject {
  const conforming = conform(schema);
  return JSON.stringify(conforming) === JSON.stringify(schema) ? schema : conforming;
}

function conform(schema: JsonObject): JsonObject {
  const members = Object.entries(schema)
    .filter(([name, value]) => !REFUSED.has(name) && !(name === "minItems" && Number(value) > 1))
    .map(([name, value]) => [name, conformMember(name, value)] as const);
  const isOpen = schema.type === "object" && schema.additionalProperties !== false;
  return { ...Object.fromEntries(members), ...(isOpen && { additionalProperties: false }) };
}

function conformMember(name: string, value: JsonValue): JsonValue {
  if (DATA.has(name)) return value;
  if (NAMED_SCHEMAS.has(name) && isJsonObject(value)) {
    return Object.fromEntries(Object.entries(value).map(([key, schema]) => [key, conformValue(schema)]));
  }
  return conformValue(value);
}

function conformValue(value: JsonValue): JsonValue {
  if (isJsonArray(value)) return value.map(conformValue);
  return isJsonObject(value) ? conform(value) : value;
}
