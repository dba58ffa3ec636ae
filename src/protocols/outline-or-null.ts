import { type JsonOutline, JsonOutlineError, outlineJson } from "@/lib/json-outline";

/** The outline of a JSON object; null for bytes that are none. */
export function outlineOrNull(bytes: Buffer): JsonOutline | null {
  try {
    return outlineJson(bytes);
  } catch (error) {
    if (error instanceof JsonOutlineError) return null;
    throw error;
  }
}
