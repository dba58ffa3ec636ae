import { type Answer, argumentsText } from "../../answer";
import { markedId } from "../../ids";
import type { JsonObject } from "../../json";
import type { ToolCall } from "../../script";

/** One item of a response's output, with what its stream needs to tell it in steps. */
export type OutputItem =
  | { readonly kind: "reasoning"; readonly id: string; readonly text: string }
  | { readonly kind: "message"; readonly id: string; readonly text: string }
  | { readonly kind: "tool-call"; readonly id: string; readonly callId: string; readonly call: ToolCall };

/** The output of an answer in order: reasoning, message, tool calls. */
export function outputItems(answer: Answer): OutputItem[] {
  const items: OutputItem[] = [];
  if (answer.thinking !== "") {
    items.push({ kind: "reasoning", id: markedId("rs_", items.length), text: answer.thinking });
  }
  if (answer.text !== "")
    items.push({ kind: "message", id: markedId("msg_", items.length), text: answer.text });
  for (const call of answer.toolCalls) {
    const ordinal = items.length;
    const callId = call.id ?? markedId("call_", ordinal);
    items.push({ kind: "tool-call", id: markedId(isCustom(call) ? "ctc_" : "fc_", ordinal), callId, call });
  }
  return items;
}

/** Whether a call is a free-form one, which has events and items of its own. */
export function isCustom(call: ToolCall): boolean {
  return typeof call.input === "string";
}

/** The item as `response.output_item.added` shows it. */
export function startedItem(item: OutputItem): JsonObject {
  switch (item.kind) {
    case "reasoning":
      return { id: item.id, type: "reasoning", summary: [] };
    case "message":
      return messageItem(item.id, "in_progress", []);
    case "tool-call":
      return toolCallItem(item, "in_progress", "");
  }
}

/** The item with all its content. */
export function finishedItem(item: OutputItem): JsonObject {
  switch (item.kind) {
    case "reasoning":
      return {
        id: item.id,
        type: "reasoning",
        summary: [summaryPart(item.text)],
        encrypted_content: encryptedReasoning(item.text),
      };
    case "message":
      return messageItem(item.id, "completed", [textPart(item.text)]);
    case "tool-call":
      return toolCallItem(item, "completed", argumentsText(item.call));
  }
}

export function textPart(text: string): JsonObject {
  return { type: "output_text", annotations: [], logprobs: [], text };
}

export function summaryPart(text: string): JsonObject {
  return { type: "summary_text", text };
}

function messageItem(id: string, status: string, content: JsonObject[]): JsonObject {
  return { id, type: "message", status, content, role: "assistant" };
}

function toolCallItem(
  item: Extract<OutputItem, { kind: "tool-call" }>,
  status: string,
  text: string,
): JsonObject {
  const { id, callId, call } = item;
  return isCustom(call)
    ? { id, type: "custom_tool_call", status, call_id: callId, input: text, name: call.name }
    : { id, type: "function_call", status, arguments: text, call_id: callId, name: call.name };
}

function encryptedReasoning(text: string): string {
  return `gAAAAA${Buffer.from(`reasoning of ${text.length}: ${text}`).toString("base64url").slice(0, 400)}`;
}
