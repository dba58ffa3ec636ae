import { argumentsText } from "../../answer";
import { markedId } from "../../ids";
import type { JsonObject } from "../../json";
import type { ToolCall } from "../../script";

/** A tool call with the given arguments text: all of it, or none at the start of a stream. */
export function toolCall(call: ToolCall, ordinal: number, text = argumentsText(call)): JsonObject {
  const id = call.id ?? markedId("call_", ordinal);
  return { id, type: isCustom(call) ? "custom" : "function", ...toolCallPart(call, text, call.name) };
}

/** The part of a tool call that a delta carries. */
export function toolCallPart(call: ToolCall, text: string, name?: string): JsonObject {
  const named = name === undefined ? {} : { name };
  return isCustom(call) ? { custom: { ...named, input: text } } : { function: { ...named, arguments: text } };
}

function isCustom(call: ToolCall): boolean {
  return typeof call.input === "string";
}
