import type { LossList } from "../ir/loss";
import { type JsonObject, ownFieldsOf } from "../ir/opaque";
import type { MediaPart } from "../ir/part";
import { TranslationError } from "../ir/translation-error";

/** How base64 of some formats begins. */
const BEGINNINGS: readonly (readonly [beginning: string, mediaType: string])[] = [
  ["iVBORw0KGgo", "image/png"],
  ["/9j/", "image/jpeg"],
  ["R0lGOD", "image/gif"],
  ["UklGR", "image/webp"],
  ["JVBERi0", "application/pdf"],
];

const ENDINGS: Readonly<Record<string, string>> = {
  png: "image/png",
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  gif: "image/gif",
  webp: "image/webp",
  pdf: "application/pdf",
  txt: "text/plain",
  mp3: "audio/mp3",
  wav: "audio/wav",
  mp4: "video/mp4",
};

/**
 * A part with media. Gemini takes bytes, files of its own, and fetches public addresses.
 *
 * @throws {TranslationError} `untranslatable` for what only another vendor can read, or that nobody can tell the type of
 */
export function encodeMedia(part: MediaPart, losses: LossList): JsonObject {
  const { source } = part;
  if (part.detail !== null) losses.dropped("image-detail", part.detail);
  const others = ownFieldsOf(part.own, "gemini");
  switch (source.kind) {
    case "base64":
      return { inlineData: { mimeType: typeOfBytes(part, source.data), data: source.data }, ...others };
    case "url":
      return { fileData: { ...typeOfUrl(part, source.url), fileUri: source.url }, ...others };
    case "text":
      return { text: part.name === null ? source.text : `${part.name}:\n${source.text}` };
    case "file-id":
      if (source.protocol !== "gemini") {
        throw untranslatable("a file uploaded to another vendor; send its bytes or a public address");
      }
      return { fileData: { ...known(part), fileUri: source.id }, ...others };
  }
}

function known({ mediaType }: MediaPart): JsonObject {
  return isConcrete(mediaType) ? { mimeType: mediaType } : {};
}

function isConcrete(mediaType: string | null): mediaType is string {
  return mediaType !== null && !mediaType.endsWith("/*");
}

function typeOfBytes({ mediaType }: MediaPart, data: string): string {
  if (isConcrete(mediaType)) return mediaType;
  const found = BEGINNINGS.find(([beginning]) => data.startsWith(beginning))?.[1];
  if (found === undefined) throw untranslatable("media without a media type; name one");
  return found;
}

function typeOfUrl(part: MediaPart, url: string): JsonObject {
  if (!url.startsWith("https://") && !url.startsWith("http://")) {
    throw untranslatable("an address that is neither http nor https; send the bytes");
  }
  if (isConcrete(part.mediaType)) return { mimeType: part.mediaType };
  const ending = /\.([a-z0-9]+)(?:[?#]|$)/i.exec(url)?.[1]?.toLowerCase() ?? "";
  return { mimeType: ENDINGS[ending] ?? (part.mediaType === "image/*" ? "image/jpeg" : "application/pdf") };
}

function untranslatable(what: string): TranslationError {
  return new TranslationError("untranslatable", `Gemini cannot read ${what}.`);
}
