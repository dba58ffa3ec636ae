import type { JsonObject, JsonValue } from "../ir/opaque";

/** An object without its members that are null or not there. */
export function given(members: Readonly<Record<string, JsonValue | undefined>>): JsonObject {
  const found: Record<string, JsonValue> = {};
  for (const [key, value] of Object.entries(members)) {
    if (value !== null && value !== undefined) found[key] = value;
  }
  return found;
}
