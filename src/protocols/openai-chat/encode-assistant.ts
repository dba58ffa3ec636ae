import { functionInputOf } from "../ir/custom-tools";
import { type JsonObject, type JsonValue, ownFieldsOf } from "../ir/opaque";
import type { Part, ReasoningPart, ToolCallPart } from "../ir/part";
import type { Turn } from "../ir/request";
import { wireCallId } from "./call-ids";
import { encodeContent } from "./encode-content";
import type { EncodeContext } from "./encode-context";
import { isChatOwn } from "./own-fields";
import { isJsonList, isJsonObject } from "./read-members";

/** An assistant's turn as a message; null where nothing of it can be said here. */
export function encodeAssistant(turn: Turn, context: EncodeContext): JsonObject | null {
  const calls = turn.parts.filter((part) => part.kind === "tool-call");
  const content = contentOf(turn, context);
  const own = ownFieldsOf(turn.own, "openai-chat");
  const refusal = isChatOwn(turn) ? refusalOf(turn.parts) : null;
  if (content === null && refusal === null && calls.length === 0 && Object.keys(own).length === 0) {
    reasoningOf(turn.parts, calls, context);
    return null;
  }
  return {
    ...own,
    role: "assistant",
    content,
    ...(refusal === null ? {} : { refusal }),
    ...reasoningOf(turn.parts, calls, context),
    ...(calls.length === 0 ? {} : { tool_calls: calls.map((call) => encodeCall(call, context)) }),
  };
}

/** A refusal that came as a message's own member, not as a part of its content. */
function refusalOf(parts: readonly Part[]): string | null {
  const refusals = parts.filter((part) => part.kind === "refusal" && !isChatOwn(part));
  return refusals.length === 0 ? null : refusals.map((part) => ("text" in part ? part.text : "")).join("");
}

function contentOf(turn: Turn, context: EncodeContext): JsonValue {
  const parts = turn.parts.filter((part) => isSaid(part, turn, context));
  if (parts.length > 0) return encodeContent(parts, "", context);
  // An empty text of the client's own is a message; calls stand without content.
  return isChatOwn(turn) && turn.parts.length === 0 && !("audio" in (turn.own?.fields ?? {})) ? "" : null;
}

function isSaid(part: Part, turn: Turn, { losses }: EncodeContext): boolean {
  switch (part.kind) {
    case "text":
      if (part.citations.length > 0) losses.dropped("citations", "messages");
      return part.text !== "" || isChatOwn(part);
    case "refusal":
      return isChatOwn(part) || !isChatOwn(turn);
    case "opaque":
      return true;
    case "media":
      losses.dropped("media", "of an assistant");
      return false;
    case "reasoning":
    case "tool-call":
    case "tool-result":
      return false;
  }
}

/**
 * Reasoning of earlier turns. OpenAI's API has no place for it. Others (DeepSeek, Moonshot, Z.ai) want it back with the
 * calls it led to, in all later requests, and DeepSeek refuses a message with calls that lacks the member; without
 * calls it is of no use to any of them. Vendors' own details go back to them always.
 *
 * Source: api-docs.deepseek.com/guides/thinking_mode; openrouter.ai/docs/use-cases/reasoning-tokens
 */
function reasoningOf(
  parts: readonly Part[],
  calls: readonly ToolCallPart[],
  context: EncodeContext,
): JsonObject {
  const { traits, losses } = context;
  const reasoning = parts.filter((part) => part.kind === "reasoning");
  const details = reasoning.flatMap((part) => ownDetails(part));
  const foreign = reasoning.some(({ opaque }) => opaque !== null && opaque.protocol !== "openai-chat");
  if (foreign) losses.dropped("reasoning-content", "signatures of another vendor");
  const text = reasoning.map((part) => part.text).join("");
  const isOwn = details.length > 0;
  const isWanted = isOwn || (calls.length > 0 && (text !== "" || traits.wantsReasoningBack));
  const isSent = traits.takesReasoning && isWanted;
  if (text !== "" && !isSent) losses.dropped("reasoning-content", "of earlier turns");
  return {
    ...(isSent ? { reasoning_content: text } : {}),
    ...(isOwn && traits.takesReasoning ? { reasoning_details: details } : {}),
  };
}

function ownDetails({ opaque }: ReasoningPart): readonly JsonValue[] {
  if (opaque?.protocol !== "openai-chat") return [];
  return isJsonList(opaque.value) ? opaque.value : [];
}

function encodeCall(call: ToolCallPart, context: EncodeContext): JsonObject {
  const id = wireCallId(call.id);
  const name = context.names.wire(call.name);
  const own = signatureOf(call, context);
  if (call.form === "custom" && context.traits.isOpenAi) {
    return { ...own, id, type: "custom", custom: { name, input: call.input } };
  }
  const input = functionInputOf(call);
  return { ...own, id, type: "function", function: { name, arguments: input === "" ? "{}" : input } };
}

function signatureOf({ opaque }: ToolCallPart, { losses }: EncodeContext): JsonObject {
  if (opaque?.protocol === "openai-chat" && isJsonObject(opaque.value)) return opaque.value;
  if (opaque) losses.dropped("reasoning-content", "signatures of another vendor");
  return {};
}
