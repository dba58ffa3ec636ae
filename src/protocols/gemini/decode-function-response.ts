import type { JsonObject, JsonValue } from "../ir/opaque";
import { type MediaPart, type TextPart, type ToolResultPart, textPart } from "../ir/part";
import { fileSource, mediaPart } from "./decode-part";
import { isObject, listOf, objectOrEmpty, otherMembers, stringOrNull, wireObject } from "./read-wire";

const KNOWN: ReadonlySet<string> = new Set(["id", "name", "response", "parts"]);

/** Members that hold the whole result where nothing stands beside them but the tool's name. */
const HOLDERS = ["output", "result", "content", "error"] as const;

/**
 * What a function answered. The API takes any object, and clients differ: `{output}`, `{error}`, `{result}`,
 * `{name, content}`, or an object of the tool's own.
 */
export function decodeResult(
  wire: JsonObject,
): Pick<ToolResultPart, "content" | "isError" | "own"> & { readonly name: string | null } {
  const response = wire.response ?? {};
  const holder = holderOf(response);
  const held = holder === null ? response : objectOrEmpty(response)[holder];
  const isError = holder === "error";
  const texts = textsOf(held);
  const isPlain = typeof held === "string" && (holder === "output" || isError) && memberCount(response) === 1;
  const fields = { ...otherMembers(wire, KNOWN), ...(isPlain ? {} : { response }) };
  return {
    name: stringOrNull(wire.name),
    content: [...texts, ...listOf(wire.parts).flatMap(mediaOf)],
    isError,
    // What the text does not say word for word goes back to Gemini as it came.
    own: Object.keys(fields).length === 0 ? null : { protocol: "gemini", fields },
  };
}

function holderOf(response: JsonValue): (typeof HOLDERS)[number] | null {
  if (!isObject(response)) return null;
  const keys = Object.keys(response).filter((key) => key !== "name");
  return HOLDERS.find((holder) => keys.length === 1 && keys[0] === holder) ?? null;
}

function memberCount(response: JsonValue): number {
  return isObject(response) ? Object.keys(response).length : 0;
}

function textsOf(held: JsonValue | undefined): readonly TextPart[] {
  if (typeof held === "string") return [textPart(held)];
  if (Array.isArray(held) && held.length > 0) {
    const texts = (held as readonly JsonValue[]).map((item) =>
      isObject(item) && typeof item.text === "string" ? item.text : null,
    );
    if (texts.every((text) => text !== null)) return texts.map(textPart);
  }
  return [textPart(held === undefined ? "" : JSON.stringify(held))];
}

function mediaOf(part: JsonValue): readonly MediaPart[] {
  const wire = objectOrEmpty(part);
  const inline = wireObject(wire.inlineData);
  if (inline) return [mediaPart(inline, { kind: "base64", data: stringOrNull(inline.data) ?? "" }, null)];
  const file = wireObject(wire.fileData);
  return file ? [mediaPart(file, fileSource(stringOrNull(file.fileUri) ?? ""), null)] : [];
}
