import type { LossList } from "../ir/loss";
import type { JsonObject } from "../ir/opaque";
import { ownFieldsOf } from "../ir/opaque";
import { type MediaPart, type MediaSource, PLAIN } from "../ir/part";
import { cacheMarkerOf } from "./cache-breakpoint";
import type { Fields } from "./fields";
import { ownFields } from "./own";

const DATA_URL = /^data:([^;,]*)(?:;[^,]*)?;base64,/i;

/** Media types by the ends of file names, where nothing else tells. */
const TYPES_BY_EXTENSION: Readonly<Record<string, string>> = {
  pdf: "application/pdf",
  txt: "text/plain",
  md: "text/markdown",
  csv: "text/csv",
  json: "application/json",
  html: "text/html",
};

/** `input_image`. @throws {TranslationError} where it has no source */
export function decodeImage(fields: Fields): MediaPart {
  const url = fields.textOrNull("image_url");
  const fileId = fields.textOrNull("file_id");
  const detail = fields.textOrNull("detail");
  const source = url !== null ? sourceOfUrl(url) : fileIdSource(fields, fileId, "image_url");
  return {
    kind: "media",
    mediaType: mediaTypeOfUrl(url) ?? "image/*",
    source,
    name: null,
    detail,
    cache: cacheMarkerOf(fields),
    own: ownFields(fields.rest()),
  };
}

/** `input_file`. @throws {TranslationError} where it has no source */
export function decodeFile(fields: Fields): MediaPart {
  const data = fields.textOrNull("file_data");
  const url = fields.textOrNull("file_url");
  const fileId = fields.textOrNull("file_id");
  const name = fields.textOrNull("filename");
  const detail = fields.textOrNull("detail");
  return {
    kind: "media",
    mediaType: mediaTypeOfUrl(data) ?? mediaTypeOfName(name ?? url),
    source: fileSource(fields, data, url, fileId),
    name,
    detail,
    cache: cacheMarkerOf(fields),
    own: ownFields({ ...rawFileData(data), ...fields.rest() }),
  };
}

/** `input_audio`, which compatible providers take. */
export function decodeAudio(fields: Fields): MediaPart {
  const audio = fields.objectOrNull("input_audio") ?? fields.fail("input_audio", "must be an object");
  const data = audio.text("data");
  const mediaType = `audio/${audio.text("format")}`;
  return { kind: "media", mediaType, source: { kind: "base64", data }, name: null, detail: null, ...PLAIN };
}

/** A part of a message or of a tool's output; null, with the loss, where the API has none for it. */
export function encodeMedia(part: MediaPart, losses: LossList): JsonObject | null {
  const kind = part.mediaType?.split("/")[0];
  if (part.source.kind === "file-id" && part.source.protocol !== "openai-responses") {
    losses.dropped("file-id", part.source.protocol);
    return null;
  }
  if (kind === "image") return encodeImage(part);
  if (kind === "audio" && part.source.kind === "base64") {
    const format = part.mediaType?.split("/")[1] ?? "wav";
    return { type: "input_audio", input_audio: { data: part.source.data, format } };
  }
  if (kind === "audio" || kind === "video") {
    losses.dropped("media", part.mediaType ?? "");
    return null;
  }
  return encodeFile(part);
}

function encodeImage(part: MediaPart): JsonObject {
  const own = ownFieldsOf(part.own, "openai-responses");
  const detail = part.detail ?? (part.own?.protocol === "openai-responses" ? null : "auto");
  return {
    type: "input_image",
    ...(detail === null ? {} : { detail }),
    ...imageSource(part.source, part.mediaType),
    ...own,
  };
}

function encodeFile(part: MediaPart): JsonObject {
  const own = ownFieldsOf(part.own, "openai-responses");
  const { source, name } = part;
  const isData = source.kind === "base64" || source.kind === "text";
  // The API refuses data without a name, and tells the kind of file by it.
  const filename = name ?? (isData ? (part.mediaType === "application/pdf" ? "file.pdf" : "file.txt") : null);
  return {
    type: "input_file",
    ...(filename === null ? {} : { filename }),
    ...(part.detail === null ? {} : { detail: part.detail }),
    ...fileMembers(source, part.mediaType),
    ...own,
  };
}

function imageSource(source: MediaSource, mediaType: string | null): JsonObject {
  switch (source.kind) {
    case "file-id":
      return { file_id: source.id };
    case "url":
      return { image_url: source.url };
    case "base64":
      return { image_url: dataUrl(mediaType === "image/*" ? "image/png" : mediaType, source.data) };
    case "text":
      return { image_url: dataUrl(mediaType, Buffer.from(source.text).toString("base64")) };
  }
}

function fileMembers(source: MediaSource, mediaType: string | null): JsonObject {
  switch (source.kind) {
    case "file-id":
      return { file_id: source.id };
    case "url":
      return { file_url: source.url };
    case "base64":
      return { file_data: dataUrl(mediaType, source.data) };
    case "text":
      return { file_data: dataUrl(mediaType ?? "text/plain", Buffer.from(source.text).toString("base64")) };
  }
}

function dataUrl(mediaType: string | null, data: string): string {
  return `data:${mediaType ?? "application/octet-stream"};base64,${data}`;
}

function sourceOfUrl(url: string): MediaSource {
  const prefix = DATA_URL.exec(url)?.[0];
  return prefix === undefined ? { kind: "url", url } : { kind: "base64", data: url.slice(prefix.length) };
}

function fileSource(
  fields: Fields,
  data: string | null,
  url: string | null,
  fileId: string | null,
): MediaSource {
  if (url !== null) return { kind: "url", url };
  if (data === null) return fileIdSource(fields, fileId, "file_data");
  const source = sourceOfUrl(data);
  return source.kind === "base64" ? source : { kind: "base64", data };
}

function fileIdSource(fields: Fields, id: string | null, wanted: string): MediaSource {
  if (id === null) return fields.fail(wanted, "must be given, or file_id");
  return { kind: "file-id", id, protocol: "openai-responses" };
}

/** Data without the head of a data URL is kept as it came. */
function rawFileData(data: string | null): JsonObject {
  return data === null || DATA_URL.test(data) ? {} : { file_data: data };
}

function mediaTypeOfUrl(url: string | null): string | null {
  return (url !== null && DATA_URL.exec(url)?.[1]?.toLowerCase()) || null;
}

function mediaTypeOfName(name: string | null): string | null {
  const extension = name?.split(/[?#]/)[0]?.split(".").at(-1)?.toLowerCase() ?? "";
  return TYPES_BY_EXTENSION[extension] ?? null;
}
