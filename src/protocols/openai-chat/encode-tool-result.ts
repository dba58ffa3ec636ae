import { type JsonObject, type JsonValue, ownFieldsOf } from "../ir/opaque";
import { type MediaPart, type ToolCallPart, type ToolResultPart, textPart } from "../ir/part";
import { wireCallId } from "./call-ids";
import { encodeContent } from "./encode-content";
import type { EncodeContext } from "./encode-context";
import { encodeMedia } from "./encode-media";

/** Chat Completions have no flag for a tool's failure; models read it at the start of the result. */
const ERROR_MARK = "[tool error]";

const SEPARATOR = "\n\n";

/** The message that answers a call, and the media which such a message cannot hold. */
export interface EncodedResult {
  readonly message: JsonObject;
  readonly media: readonly MediaPart[];
}

/** @param result null where the conversation has none: the API wants every call answered */
export function encodeToolResult(
  call: ToolCallPart,
  result: ToolResultPart | null,
  context: EncodeContext,
): EncodedResult {
  const head = { role: "tool", tool_call_id: wireCallId(call.id) };
  if (!result) {
    context.losses.approximated("conversation-state", "a tool call without a result");
    return { message: { ...head, content: "[no result: the call was not carried out]" }, media: [] };
  }
  const media = result.content.filter((part) => part.kind === "media");
  const message = { ...ownFieldsOf(result.own, "openai-chat"), ...head, content: content(result, context) };
  return { message, media };
}

/** A result whose call the conversation does not hold: the API refuses it as a `tool` message, so it is told. */
export function orphanText(result: ToolResultPart, context: EncodeContext): readonly JsonObject[] {
  context.losses.approximated("conversation-state", "a tool result without its call");
  const content = result.content.flatMap((part): readonly JsonObject[] => {
    if (part.kind === "opaque") return [];
    return [part.kind === "media" ? encodeMedia(part, context) : { type: "text", text: part.text }];
  });
  return [{ type: "text", text: `Result of the tool ${result.name ?? result.callId}:` }, ...content];
}

function content(result: ToolResultPart, context: EncodeContext): JsonValue {
  const kept = result.content.filter((part) => part.kind !== "media");
  if (kept.length < result.content.length) {
    context.losses.approximated("tool-result-media", "moved into a user message behind the result");
  }
  if (result.cache) context.losses.dropped("cache-marker", "messages");
  if (!result.isError) return encodeContent(kept, SEPARATOR, context);
  context.losses.approximated("tool-error-flag", "told at the start of the text");
  return encodeContent([textPart(ERROR_MARK), ...kept], SEPARATOR, context);
}
