import type { Prompt } from "../../call";
import { type JsonObject, objectOf, objectsOf, textOf } from "../../json";
import type { RequestBody } from "../../request-body";

/** Reads what the default answer needs from a Responses request. */
export function readPrompt(body: RequestBody): Prompt {
  const items = inputItems(body.get("input")).filter(
    (item) => item.role !== "developer" && item.role !== "system",
  );
  const lastOther = items.findLastIndex((item) => !isToolOutput(item));
  const results = items.slice(lastOther + 1);
  const format = objectOf(objectOf(body.get("text")).format);
  return {
    offersTools: body.hasObjects("tools"),
    lastUserText: textOf(items.findLast((item) => item.role === "user")?.content),
    toolResult: results.length > 0 ? results.map((item) => textOf(item.output)).join("\n") : null,
    outputSchema: format.type === "json_schema" ? objectOf(format.schema) : null,
  };
}

function inputItems(input: unknown): JsonObject[] {
  return typeof input === "string" ? [{ role: "user", content: input }] : objectsOf(input);
}

function isToolOutput(item: JsonObject): boolean {
  return item.type === "function_call_output" || item.type === "custom_tool_call_output";
}
