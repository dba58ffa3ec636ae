import { z } from "zod";

/** A JSON Schema object (draft 2020-12, which is OpenAPI 3.1's). */
export type JsonSchema = Record<string, unknown>;

/** Schemas with an id, met on the way: the document's components. */
export type SchemaComponents = Map<string, JsonSchema>;

type Override = NonNullable<NonNullable<Parameters<typeof z.toJSONSchema>[1]>["override"]>;

/** What of zod's account of a schema says nothing to a reader of the document. */
const simplify: Override = ({ zodSchema, jsonSchema }) => {
  if (zodSchema._zod.def.type === "date") Object.assign(jsonSchema, { type: "string", format: "date-time" });
  if (jsonSchema.format !== undefined) delete jsonSchema.pattern;
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
};

/**
 * A zod schema as JSON Schema: `input` as callers write it, `output` as answers have it. Schemas with an id become
 * references to `components`; those that contain themselves (any JSON) become schemas without restriction.
 */
export function jsonSchemaOf(
  schema: z.ZodType,
  io: "input" | "output",
  components: SchemaComponents,
): JsonSchema {
  const {
    $schema: _,
    $defs = {},
    ...root
  } = z.toJSONSchema(schema, {
    io,
    unrepresentable: "any",
    override: simplify,
  }) as JsonSchema & { $defs?: Record<string, JsonSchema> };
  for (const [name, definition] of Object.entries($defs)) {
    if (isNamed(name)) components.set(name, withReferences(definition));
  }
  return walk(root) as JsonSchema;
}

const LOCAL = "#/$defs/";

/** zod names schemas without an id `__schema0`, `__schema1`, … */
const isNamed = (name: string) => !name.startsWith("__");

const reference = (name: string) => ({ $ref: `#/components/schemas/${name}` });

function withReferences(schema: JsonSchema): JsonSchema {
  const entries = Object.entries(schema).filter(
    ([name, value]) => name !== "id" || typeof value !== "string",
  );
  return Object.fromEntries(entries.map(([name, value]) => [name, walk(value)]));
}

function walk(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(walk);
  if (typeof value !== "object" || value === null) return value;
  const { $ref, ...rest } = value as JsonSchema;
  if (typeof $ref !== "string" || !$ref.startsWith(LOCAL)) return withReferences(value as JsonSchema);
  const name = $ref.slice(LOCAL.length);
  return isNamed(name) ? reference(name) : withReferences(rest);
}
