import type { LossFeature, LossList } from "../ir/loss";
import type { JsonObject, JsonValue } from "../ir/opaque";
import { mapMembers } from "./map-members";
import { isObject } from "./read-wire";

/**
 * What Gemini honours of JSON Schema in `parametersJsonSchema` and `responseJsonSchema` (GenerationConfig,
 * ai.google.dev/api/generate-content). "While the full JSON Schema may be sent, not all features are supported": the
 * rest is sent as well, for the model to read, and told as approximated.
 */
const HONOURED: ReadonlySet<string> = new Set([
  "$id",
  "$defs",
  "$ref",
  "$anchor",
  "$schema",
  "type",
  "format",
  "title",
  "description",
  "enum",
  "items",
  "prefixItems",
  "minItems",
  "maxItems",
  "minimum",
  "maximum",
  "anyOf",
  "oneOf",
  "properties",
  "additionalProperties",
  "required",
  "propertyOrdering",
  // Say something to people and bind nobody.
  "default",
  "examples",
  "$comment",
]);

const SINGLE: ReadonlySet<string> = new Set(["items", "additionalProperties", "not"]);
const LISTED: ReadonlySet<string> = new Set(["anyOf", "oneOf", "allOf", "prefixItems"]);
const NAMED: ReadonlySet<string> = new Set(["properties", "$defs"]);

/** Where schemas to refer to stood before JSON Schema 2019-09. */
const OLD_DEFINITIONS = "#/definitions/";

const MAX_DEPTH = 64;

/** A JSON Schema as Gemini takes it; the very schema where nothing has to change. */
export function geminiSchema(schema: JsonObject, feature: LossFeature, losses: LossList): JsonObject {
  return convert(schema, 0, (keyword) => losses.approximated(feature, keyword));
}

function convert(schema: JsonObject, depth: number, tell: (keyword: string) => void): JsonObject {
  if (depth > MAX_DEPTH) return schema;
  if (typeof schema.$ref === "string") return reference(schema, schema.$ref, tell);
  return mapMembers(schema, (key, value) => {
    const converted = member(key, value, depth, tell);
    if (!HONOURED.has(converted[0])) tell(converted[0]);
    return converted;
  });
}

/** Beside `$ref` the API refuses everything that does not begin with a dollar sign. */
function reference(schema: JsonObject, ref: string, tell: (keyword: string) => void): JsonObject {
  const others = Object.keys(schema).filter((key) => !key.startsWith("$"));
  for (const key of others) tell(`${key} beside $ref`);
  const renamed = ref.startsWith(OLD_DEFINITIONS) ? `#/$defs/${ref.slice(OLD_DEFINITIONS.length)}` : ref;
  if (others.length === 0 && renamed === ref) return schema;
  const kept = Object.entries(schema).filter(([key]) => key.startsWith("$"));
  return { ...Object.fromEntries(kept), $ref: renamed };
}

function member(
  key: string,
  value: JsonValue,
  depth: number,
  tell: (keyword: string) => void,
): readonly [string, JsonValue] {
  if (key === "const" && (typeof value === "string" || typeof value === "number")) return ["enum", [value]];
  if (key === "definitions" && isObject(value)) return ["$defs", mapNamed(value, depth, tell)];
  if (SINGLE.has(key)) return [key, isObject(value) ? convert(value, depth + 1, tell) : value];
  if (LISTED.has(key)) return [key, mapListed(value, depth, tell)];
  if (NAMED.has(key) && isObject(value)) return [key, mapNamed(value, depth, tell)];
  return [key, value];
}

function mapListed(value: JsonValue, depth: number, tell: (keyword: string) => void): JsonValue {
  if (!Array.isArray(value)) return value;
  const schemas = value as readonly JsonValue[];
  const mapped = schemas.map((item) => (isObject(item) ? convert(item, depth + 1, tell) : item));
  return mapped.some((item, index) => item !== schemas[index]) ? mapped : value;
}

function mapNamed(value: JsonObject, depth: number, tell: (keyword: string) => void): JsonObject {
  return mapMembers(value, (name, schema) => [
    name,
    isObject(schema) ? convert(schema, depth + 1, tell) : schema,
  ]);
}

/** The parameters of a function, which have to be an object's. */
export function geminiParameters(schema: JsonObject, losses: LossList): JsonObject {
  const converted = geminiSchema(schema, "tool-schema", losses);
  return converted.type === undefined ? { type: "object", ...converted } : converted;
}
