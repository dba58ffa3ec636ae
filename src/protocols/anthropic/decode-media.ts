import type { JsonObject } from "../ir/opaque";
import type { MediaPart, MediaSource } from "../ir/part";
import { cacheMarkerOf } from "./cache-marker";
import { isJsonArray, isJsonObject, ownFieldsBeside, stringOrNull, type WireReader } from "./wire-reader";

const READ = new Set(["type", "source", "title", "cache_control"]);

interface Source {
  readonly source: MediaSource;
  readonly mediaType: string | null;
  /** The representation has no such form: the block's own source is kept beside. */
  readonly isOwn: boolean;
}

/** An `image` or `document` block. @returns null for a source of an unknown type */
export function decodeMedia(block: JsonObject, path: string, reader: WireReader): MediaPart | null {
  const kind = block.type === "image" ? "image/*" : "application/pdf";
  const wire = reader.object(block.source, `${path}.source`);
  const found = sourceOf(wire, kind, `${path}.source`, reader);
  if (!found) return null;
  const beside = ownFieldsBeside(block, READ);
  return {
    kind: "media",
    mediaType: found.mediaType,
    source: found.source,
    name: stringOrNull(block.title),
    detail: null,
    cache: cacheMarkerOf(block.cache_control),
    own: found.isOwn ? { protocol: "anthropic", fields: { ...beside?.fields, source: wire } } : beside,
  };
}

function sourceOf(wire: JsonObject, kind: string, path: string, reader: WireReader): Source | null {
  switch (wire.type) {
    case "base64": {
      const data = reader.string(wire.data, `${path}.data`);
      return {
        source: { kind: "base64", data },
        mediaType: stringOrNull(wire.media_type) ?? kind,
        isOwn: false,
      };
    }
    case "url": {
      const url = reader.string(wire.url, `${path}.url`);
      return { source: { kind: "url", url }, mediaType: kind, isOwn: false };
    }
    case "text": {
      const text = reader.string(wire.data, `${path}.data`);
      return { source: { kind: "text", text }, mediaType: "text/plain", isOwn: false };
    }
    case "file": {
      const id = reader.string(wire.file_id, `${path}.file_id`);
      return { source: { kind: "file-id", id, protocol: "anthropic" }, mediaType: kind, isOwn: false };
    }
    case "content":
      return contentSource(wire);
    default:
      return null;
  }
}

/** A document given as blocks: its text where it is all text; with images in it, only Claude can read it. */
function contentSource(wire: JsonObject): Source | null {
  const blocks = isJsonArray(wire.content) ? wire.content : [{ type: "text", text: wire.content ?? "" }];
  const texts = blocks.map((block) => (isJsonObject(block) ? stringOrNull(block.text) : null));
  if (texts.includes(null)) return null;
  return { source: { kind: "text", text: texts.join("\n") }, mediaType: "text/plain", isOwn: true };
}
