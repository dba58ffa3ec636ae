import { type JsonObject, ownFieldsOf } from "../ir/opaque";
import type { MediaPart } from "../ir/part";
import { dataUri } from "./data-uri";
import type { EncodeContext } from "./encode-context";
import { isChatOwn } from "./own-fields";

/** Types whose bytes are text, and reach a model best as that. */
const TEXTUAL = /^(?:text\/|application\/(?:json|xml|yaml|javascript|x-ndjson)$)/;

/** The two forms of audio the API takes, by their media types. */
const AUDIO_FORMATS: Readonly<Record<string, string>> = {
  "audio/wav": "wav",
  "audio/x-wav": "wav",
  "audio/mp3": "mp3",
  "audio/mpeg": "mp3",
};

/**
 * An image, a file or audio as a content part. What the API has no form for becomes a text that says so, since a model
 * that is asked about an attachment it never got makes up an answer.
 */
export function encodeMedia(part: MediaPart, context: EncodeContext): JsonObject {
  const own = ownFieldsOf(part.own, "openai-chat");
  const { source, mediaType, name } = part;
  switch (source.kind) {
    case "text":
      context.losses.approximated("media", "a text document");
      return text(`${name ?? "document"}:\n${source.text}`);
    case "file-id":
      if (source.protocol === "openai-chat" || source.protocol === "openai-responses") {
        return { ...own, type: "file", file: { file_id: source.id } };
      }
      context.losses.dropped("file-id", source.protocol);
      return note(part, "it was uploaded to another vendor");
    case "url":
      if (isImage(mediaType)) return image(part, source.url, own);
      if (isChatOwn(part))
        return { ...own, type: "file", file: { ...filename(name), file_data: source.url } };
      context.losses.approximated("media", "a document by its address");
      return note(part, source.url);
    case "base64":
      return inlineMedia(part, source.data, own, context);
  }
}

function inlineMedia(part: MediaPart, data: string, own: JsonObject, context: EncodeContext): JsonObject {
  const mediaType = part.mediaType ?? "application/octet-stream";
  if (isImage(mediaType)) return image(part, dataUri({ mediaType, data }), own);
  const format = isChatOwn(part) ? ownFormat(mediaType) : AUDIO_FORMATS[mediaType];
  if (format !== undefined) return { ...own, type: "input_audio", input_audio: { data, format } };
  if (isChatOwn(part) || mediaType === "application/pdf") {
    const file_data = dataUri({ mediaType, data });
    return { ...own, type: "file", file: { ...filename(part.name ?? defaultName(part)), file_data } };
  }
  if (TEXTUAL.test(mediaType)) {
    context.losses.approximated("media", mediaType);
    return text(`${part.name ?? "document"}:\n${Buffer.from(data, "base64").toString("utf8")}`);
  }
  context.losses.dropped("media", mediaType);
  return note(part, "its type is not supported");
}

function ownFormat(mediaType: string): string | undefined {
  return mediaType.startsWith("audio/") ? mediaType.slice("audio/".length) : undefined;
}

/** OpenAI wants a name with every file. */
function defaultName(part: MediaPart): string | null {
  return isChatOwn(part) ? null : "document.pdf";
}

function filename(name: string | null): JsonObject {
  return name === null ? {} : { filename: name };
}

function image({ detail }: MediaPart, url: string, own: JsonObject): JsonObject {
  return { ...own, type: "image_url", image_url: { url, ...(detail === null ? {} : { detail }) } };
}

function isImage(mediaType: string | null): boolean {
  return mediaType?.startsWith("image/") ?? false;
}

function note({ mediaType, name }: MediaPart, why: string): JsonObject {
  return text(`[Attachment ${name ?? mediaType ?? "of unknown type"} is not included: ${why}]`);
}

function text(value: string): JsonObject {
  return { type: "text", text: value };
}
