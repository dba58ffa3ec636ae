const UNSUPPORTED = ["allOf", "oneOf", "not", "if", "then", "else", "patternProperties", "dependentRequired"];

/**
 * Why the API would refuse a schema that is sent with `strict: true`; null where it would not.
 * @see https://platform.openai.com/docs/guides/structured-outputs
 */
export function strictSchemaProblem(schema: unknown, path = "root"): string | null {
  if (typeof schema !== "object" || schema === null) return null;
  if (path === "root" && (schema as { type?: unknown }).type !== "object")
    return "the root must be an object";
  const members = new Map<string, unknown>(Object.entries(schema));
  const unsupported = UNSUPPORTED.find((keyword) => members.has(keyword));
  if (unsupported) return `${path}: ${unsupported} is not supported`;
  return openObjectProblem(members, path) ?? nestedProblem(members, path);
}

function openObjectProblem(members: ReadonlyMap<string, unknown>, path: string): string | null {
  if (members.get("type") !== "object") return null;
  if (members.get("additionalProperties") !== false) return `${path}: additionalProperties must be false`;
  const required = members.get("required");
  const names = Object.keys(members.get("properties") ?? {});
  const missing = names.find((name) => !Array.isArray(required) || !required.includes(name));
  return missing === undefined ? null : `${path}: ${missing} must be required`;
}

function nestedProblem(members: ReadonlyMap<string, unknown>, path: string): string | null {
  const nested = ["properties", "$defs", "anyOf"].flatMap((keyword) =>
    Object.entries(members.get(keyword) ?? {}).map(([name, schema]) => [`${path}.${name}`, schema] as const),
  );
  const items = members.has("items") ? [[`${path}[]`, members.get("items")] as const] : [];
  for (const [where, schema] of [...nested, ...items]) {
    const problem = strictSchemaProblem(schema, where);
    if (problem) return problem;
  }
  return null;
}
