type Schema = Readonly<Record<string, unknown>>;

const FORBIDDEN = ["allOf", "oneOf", "not", "if", "then", "else", "patternProperties", "dependentRequired"];

/**
 * What the API says against a schema in strict mode; null when it takes it.
 * @see https://platform.openai.com/docs/guides/structured-outputs#supported-schemas
 */
export function strictSchemaComplaint(schema: Schema): string | null {
  if (schema.type !== "object") return "schema must have type 'object'";
  if (schema.anyOf !== undefined) return "the root must not be anyOf";
  return complaintAt(schema, "()");
}

function complaintAt(schema: Schema, place: string): string | null {
  const word = FORBIDDEN.find((one) => schema[one] !== undefined);
  if (word) return `In context=${place}, '${word}' is not permitted`;
  if (schema.type === "object" || schema.properties !== undefined) {
    const names = Object.keys(objectOf(schema.properties));
    const required = Array.isArray(schema.required) ? schema.required : [];
    if (schema.additionalProperties !== false)
      return `In context=${place}, 'additionalProperties' must be false`;
    const missing = names.find((name) => !required.includes(name));
    if (missing) return `In context=${place}, 'required' must include every key: missing '${missing}'`;
  }
  for (const [name, child] of children(schema)) {
    const complaint = complaintAt(objectOf(child), `${place}.${name}`);
    if (complaint) return complaint;
  }
  return null;
}

function children(schema: Schema): [string, unknown][] {
  const anyOf = Array.isArray(schema.anyOf) ? schema.anyOf : [];
  return [
    ...Object.entries(objectOf(schema.properties)),
    ...Object.entries(objectOf(schema.$defs)),
    ...(schema.items === undefined ? [] : ([["items", schema.items]] as [string, unknown][])),
    ...anyOf.map((one, index): [string, unknown] => [`anyOf[${index}]`, one]),
  ];
}

function objectOf(value: unknown): Schema {
  return typeof value === "object" && value !== null ? (value as Schema) : {};
}
