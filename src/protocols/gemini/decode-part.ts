import type { JsonObject, JsonValue, OwnFields } from "../ir/opaque";
import type { MediaPart, MediaSource, Part, ReasoningPart, ToolCallPart } from "../ir/part";
import { isObject, objectOrEmpty, otherMembers, stringOrNull, wireError, wireObject } from "./read-wire";
import { openSignature } from "./thought-signature";

/** Members of a part that the representation has a place for. */
const TEXT: ReadonlySet<string> = new Set(["text", "thought", "thoughtSignature"]);
const CALL: ReadonlySet<string> = new Set(["functionCall", "thoughtSignature"]);
const INLINE: ReadonlySet<string> = new Set(["inlineData", "thoughtSignature"]);
const FILE: ReadonlySet<string> = new Set(["fileData", "thoughtSignature"]);

/** Fields that say what kind of part it is. One without any of them is of a kind nobody has heard of. */
const KINDS = ["executableCode", "codeExecutionResult", "toolCall", "toolResponse", "functionResponse"];

/** What is on the wire beside what the parts hold of it. */
function own(fields: JsonObject | null): OwnFields | null {
  return fields && { protocol: "gemini", fields };
}

/**
 * One part of a content, but for results of functions. The signature of a part that has no place for one goes before
 * it as an empty reasoning part.
 *
 * @param idIfNone the id of a call that has none
 */
export function decodePart(wire: JsonObject, idIfNone: () => string): readonly Part[] {
  if (isObject(wire.functionCall)) return [toolCall(wire, wire.functionCall, idIfNone)];
  const isThought = wire.thought === true;
  if (typeof wire.text === "string") return isThought ? [thought(wire, wire.text)] : text(wire, wire.text);
  if (isObject(wire.inlineData) && !isThought) return [...signature(wire), inlineMedia(wire)];
  if (isObject(wire.fileData) && !isThought) return [...signature(wire), fileMedia(wire)];
  return [opaquePart(wire)];
}

function thought(wire: JsonObject, text: string): ReasoningPart {
  return {
    kind: "reasoning",
    text,
    isRedacted: false,
    opaque: openSignature(wire.thoughtSignature),
    cache: null,
    // Gemini's own thoughts go back to it, others' do not: this is how they are told apart.
    own: { protocol: "gemini", fields: { thought: true, ...otherMembers(wire, TEXT) } },
  };
}

function text(wire: JsonObject, text: string): readonly Part[] {
  const signed = signature(wire);
  // A signature may come alone, in a text that is empty.
  if (text === "" && signed[0]) return [{ ...signed[0], own: own({ text: "" }) }];
  return [...signed, { kind: "text", text, citations: [], cache: null, own: own(otherMembers(wire, TEXT)) }];
}

function signature({ thoughtSignature }: JsonObject): readonly ReasoningPart[] {
  const opaque = openSignature(thoughtSignature);
  return opaque === null
    ? []
    : [{ kind: "reasoning", text: "", opaque, isRedacted: false, cache: null, own: null }];
}

function toolCall(wire: JsonObject, call: JsonObject, idIfNone: () => string): ToolCallPart {
  return {
    kind: "tool-call",
    id: stringOrNull(call.id) || idIfNone(),
    name: stringOrNull(call.name) ?? "",
    form: "function",
    input: JSON.stringify(isObject(call.args) ? call.args : {}),
    opaque: openSignature(wire.thoughtSignature),
    cache: null,
    own: own(otherMembers(wire, CALL)),
  };
}

function inlineMedia(wire: JsonObject): MediaPart {
  const blob = objectOrEmpty(wire.inlineData);
  return mediaPart(blob, { kind: "base64", data: stringOrNull(blob.data) ?? "" }, otherMembers(wire, INLINE));
}

function fileMedia(wire: JsonObject): MediaPart {
  const file = objectOrEmpty(wire.fileData);
  return mediaPart(file, fileSource(stringOrNull(file.fileUri) ?? ""), otherMembers(wire, FILE));
}

/** Media as they stand in parts and in results of functions. */
export function mediaPart(data: JsonObject, source: MediaSource, fields: JsonObject | null): MediaPart {
  return {
    kind: "media",
    mediaType: stringOrNull(data.mimeType) || null,
    source,
    name: stringOrNull(data.displayName),
    detail: null,
    cache: null,
    own: own(fields),
  };
}

/** Files uploaded to Google, which only Google can read. */
const UPLOADED = /^(?:gs:|files\/|https:\/\/generativelanguage\.googleapis\.com\/)/;

export function fileSource(uri: string): MediaSource {
  return UPLOADED.test(uri) || !/^https?:/.test(uri)
    ? { kind: "file-id", id: uri, protocol: "gemini" }
    : { kind: "url", url: uri };
}

function opaquePart(wire: JsonObject): Part {
  const what = KINDS.find((kind) => kind in wire) ?? Object.keys(wire)[0] ?? "part";
  return { kind: "opaque", what, opaque: { protocol: "gemini", value: wire }, cache: null, own: null };
}

/**
 * The parts of a content as objects of the wire.
 *
 * @throws {TranslationError} where one is none
 */
export function wireParts(
  parts: readonly JsonValue[],
  code: "invalid_request" | "invalid_answer",
  path: string,
): readonly JsonObject[] {
  return parts.map((part, index) => {
    const wire = wireObject(typeof part === "string" ? { text: part } : part);
    if (!wire) throw wireError(code, "a part must be an object", `${path}.parts[${index}]`);
    return wire;
  });
}
