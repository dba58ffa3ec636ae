import type { LossList } from "../ir/loss";
import { type JsonObject, ownFieldsOf } from "../ir/opaque";
import type { MediaPart } from "../ir/part";
import { cacheControlOf } from "./cache-marker";

/** How base64 of each image type that Claude reads begins, for images that come without a precise type. */
const IMAGES = [
  { type: "image/jpeg", start: "/9j/" },
  { type: "image/png", start: "iVBORw0KGgo" },
  { type: "image/gif", start: "R0lGOD" },
  { type: "image/webp", start: "UklGR" },
] as const;

const PDF = "application/pdf";

/** Text by other names; such files are given as plain text. */
const TEXTUAL = /^(?:text\/|application\/(?:json|xml|yaml|x-yaml|javascript|toml)$)/;

/**
 * A medium as an image or document block; null where Claude has no form for it, which the caller makes a loss or a
 * refusal.
 */
export function encodeMedia(part: MediaPart, losses: LossList): JsonObject | null {
  const block = blockOf(part);
  if (!block) return null;
  if (part.detail !== null) losses.dropped("image-detail", part.detail);
  return {
    ...block,
    ...(block.type === "document" && part.name !== null && { title: part.name }),
    ...cacheControlOf(part.cache),
    ...ownFieldsOf(part.own, "anthropic"),
  };
}

function blockOf({ source, mediaType }: MediaPart): JsonObject | null {
  switch (source.kind) {
    case "base64":
      return inlineBlock(source.data, mediaType);
    case "url": {
      const isDocument = mediaType === PDF || (mediaType === null && /\.pdf(?:$|[?#])/i.test(source.url));
      if (!isDocument && mediaType !== null && !mediaType.startsWith("image/")) return null;
      return { type: isDocument ? "document" : "image", source: { type: "url", url: source.url } };
    }
    case "text":
      return textDocument(source.text);
    case "file-id": {
      if (source.protocol !== "anthropic") return null;
      const type = mediaType?.startsWith("image/") ? "image" : "document";
      return { type, source: { type: "file", file_id: source.id } };
    }
  }
}

function inlineBlock(data: string, mediaType: string | null): JsonObject | null {
  const image =
    IMAGES.find(({ type }) => type === mediaType) ?? IMAGES.find(({ start }) => data.startsWith(start));
  if (image && (mediaType === null || mediaType.startsWith("image/"))) {
    return { type: "image", source: { type: "base64", media_type: image.type, data } };
  }
  if (mediaType === PDF || (mediaType === null && data.startsWith("JVBERi"))) {
    return { type: "document", source: { type: "base64", media_type: PDF, data } };
  }
  return mediaType !== null && TEXTUAL.test(mediaType)
    ? textDocument(Buffer.from(data, "base64").toString("utf8"))
    : null;
}

function textDocument(text: string): JsonObject {
  return { type: "document", source: { type: "text", media_type: "text/plain", data: text } };
}
