import { type JsonObject, type JsonValue, ownFieldsOf } from "../ir/opaque";
import type { Part, TextPart } from "../ir/part";
import type { EncodeContext } from "./encode-context";
import { encodeMedia } from "./encode-media";
import { isChatOwn } from "./own-fields";
import { isJsonObject } from "./read-members";

/**
 * The content of a message. A client's own parts go back as they came; other text goes as one string wherever it can,
 * which every compatible server takes.
 *
 * @param separator what stands between texts that were parts of their own
 */
export function encodeContent(parts: readonly Part[], separator: string, context: EncodeContext): JsonValue {
  if (parts.some(({ cache }) => cache !== null)) context.losses.dropped("cache-marker", "messages");
  if (parts.every((part): part is TextPart => part.kind === "text" && !isChatOwn(part))) {
    return parts.map(({ text }) => text).join(separator);
  }
  const encoded = parts.flatMap((part) => encodePart(part, context));
  // The API refuses an empty list, but no empty text.
  return encoded.length > 0 ? encoded : "";
}

function encodePart(part: Part, context: EncodeContext): readonly JsonObject[] {
  switch (part.kind) {
    case "text":
      return part.text === "" && !isChatOwn(part)
        ? []
        : [{ ...ownFieldsOf(part.own, "openai-chat"), type: "text", text: part.text }];
    case "refusal":
      return [{ ...ownFieldsOf(part.own, "openai-chat"), type: "refusal", refusal: part.text }];
    case "media":
      return [encodeMedia(part, context)];
    case "opaque": {
      const { protocol, value } = part.opaque;
      if (protocol === "openai-chat" && isJsonObject(value)) return [value];
      context.losses.dropped("opaque-content", part.what);
      return [];
    }
    case "reasoning":
    case "tool-call":
    case "tool-result":
      // These have places of their own in messages; one that stands here is out of place in its own protocol too.
      context.losses.dropped("opaque-content", part.kind);
      return [];
  }
}
