import { type JsonObject, objectOf } from "./json";

/**
 * A small value that satisfies the usual parts of a JSON Schema (or of Gemini's dialect of it, whose type names
 * are upper case): clients that ask for structured output parse what they get.
 */
export function sampleFromSchema(schema: JsonObject): unknown {
  if (schema.const !== undefined) return schema.const;
  if (Array.isArray(schema.enum)) return schema.enum[0];
  const alternatives = schema.anyOf ?? schema.oneOf;
  if (Array.isArray(alternatives)) return sampleFromSchema(objectOf(alternatives[0]));
  switch (typeName(schema)) {
    case "object":
      return sampleObject(schema);
    case "array":
      return typeof schema.minItems === "number" && schema.minItems > 0
        ? Array.from({ length: schema.minItems }, () => sampleFromSchema(objectOf(schema.items)))
        : [];
    case "integer":
    case "number":
      return typeof schema.minimum === "number" ? schema.minimum : 1;
    case "boolean":
      return true;
    case "null":
      return null;
    default:
      return "sample";
  }
}

function sampleObject(schema: JsonObject): JsonObject {
  const properties = objectOf(schema.properties);
  const required = Array.isArray(schema.required) ? schema.required.map(String) : Object.keys(properties);
  return Object.fromEntries(required.map((name) => [name, sampleFromSchema(objectOf(properties[name]))]));
}

function typeName(schema: JsonObject): string {
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  if (typeof type === "string") return type.toLowerCase();
  return schema.properties === undefined ? "string" : "object";
}
