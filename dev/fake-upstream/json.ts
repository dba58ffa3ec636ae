export type JsonObject = { readonly [key: string]: unknown };

/** The value as an object; anything else reads as an empty one. */
export function objectOf(value: unknown): JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
}

/** The value as a list of objects; anything else reads as an empty list. */
export function objectsOf(value: unknown): JsonObject[] {
  return Array.isArray(value) ? value.map(objectOf) : [];
}

/** The text of a message content in any dialect: a string, a part with `text`, or a list of either. */
export function textOf(content: unknown): string {
  if (typeof content === "string") return content;
  if (Array.isArray(content)) return content.map(textOf).filter(Boolean).join("\n");
  const { text } = objectOf(content);
  return typeof text === "string" ? text : "";
}
