import { type MediaPart, type Part, type RefusalPart, type TextPart, textPart } from "../ir/part";
import { readCacheMarker } from "./cache-marker";
import { readDataUri } from "./data-uri";
import { chatOwn } from "./own-fields";
import { isJsonList, Members } from "./read-members";

/**
 * The content of a message: a text, or a list of parts. A part of a list bears the mark of its origin, so that it goes
 * back as a part and not as a bare text.
 */
export function decodeContent(message: Members): readonly Part[] {
  const content = message.value("content");
  if (content === null) return [];
  if (typeof content === "string") return content === "" ? [] : [textPart(content)];
  if (!isJsonList(content)) return message.fail("content", "must be a string or a list of parts");
  return message.list("content").map((value, index) => {
    const path = `${message.path}.content[${index}]`;
    if (typeof value === "string") return textPart(value);
    return decodePart(Members.of(value, path, "invalid_request"));
  });
}

/** The content of a message that holds nothing but text. */
export function decodeTexts(message: Members): readonly TextPart[] {
  return decodeContent(message).map((part) =>
    part.kind === "text" ? part : message.fail("content", "only text parts can stand here"),
  );
}

function decodePart(part: Members): Part {
  const type = part.string("type");
  switch (type) {
    case "text":
    case "input_text":
      return textOf(part, part.string("text") ?? part.fail("text", "is required"));
    case "refusal":
      return refusalOf(part);
    case "image_url":
      return imageOf(part);
    case "input_audio":
      return audioOf(part);
    case "file":
      return fileOf(part);
    default: {
      const opaque = { protocol: "openai-chat" as const, value: part.whole() };
      return { kind: "opaque", what: type ?? "part", opaque, cache: null, own: null };
    }
  }
}

function textOf(part: Members, text: string): TextPart {
  const cache = readCacheMarker(part);
  return { kind: "text", text, citations: [], cache, own: chatOwn(part.rest()) };
}

function refusalOf(part: Members): RefusalPart {
  const text = part.string("refusal") ?? "";
  return { kind: "refusal", text, cache: null, own: chatOwn(part.rest()) };
}

function imageOf(part: Members): MediaPart {
  const value = part.value("image_url");
  // Some clients send the address bare.
  const image =
    typeof value === "string" ? null : (part.child("image_url") ?? part.fail("image_url", "is required"));
  const url = typeof value === "string" ? value : (image?.text("url") ?? "");
  const detail = image?.string("detail") ?? null;
  const inline = readDataUri(url);
  return {
    kind: "media",
    mediaType: inline?.mediaType ?? "image/*",
    source: inline ? { kind: "base64", data: inline.data } : { kind: "url", url },
    name: null,
    detail,
    cache: readCacheMarker(part),
    own: chatOwn(part.rest()),
  };
}

function audioOf(part: Members): MediaPart {
  const audio = part.child("input_audio") ?? part.fail("input_audio", "is required");
  return {
    kind: "media",
    mediaType: `audio/${audio.text("format")}`,
    source: { kind: "base64", data: audio.text("data") },
    name: null,
    detail: null,
    cache: readCacheMarker(part),
    own: chatOwn(part.rest()),
  };
}

function fileOf(part: Members): MediaPart {
  const file = part.child("file") ?? part.fail("file", "is required");
  const base = {
    kind: "media" as const,
    name: file.string("filename"),
    detail: null,
    cache: readCacheMarker(part),
    own: chatOwn(part.rest()),
  };
  const id = file.string("file_id");
  if (id !== null)
    return { ...base, mediaType: null, source: { kind: "file-id", id, protocol: "openai-chat" } };
  const data = file.text("file_data");
  const inline = readDataUri(data);
  if (inline) return { ...base, mediaType: inline.mediaType, source: { kind: "base64", data: inline.data } };
  // OpenRouter takes addresses here; others take base64 without a header.
  const source = /^https?:/i.test(data)
    ? { kind: "url" as const, url: data }
    : { kind: "base64" as const, data };
  return { ...base, mediaType: "application/pdf", source };
}
