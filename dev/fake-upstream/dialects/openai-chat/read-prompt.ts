import type { Prompt } from "../../call";
import { type JsonObject, objectOf, objectsOf, textOf } from "../../json";
import type { RequestBody } from "../../request-body";

/** Reads what the default answer needs from a Chat Completions request. */
export function readPrompt(body: RequestBody): Prompt {
  const turns = objectsOf(body.get("messages")).filter(
    (message) => message.role !== "system" && message.role !== "developer",
  );
  const lastOther = turns.findLastIndex((message) => !isToolResult(message));
  const results = turns.slice(lastOther + 1);
  const format = objectOf(body.get("response_format"));
  return {
    offersTools: body.hasObjects("tools"),
    lastUserText: textOf(turns.findLast((message) => message.role === "user")?.content),
    toolResult: results.length > 0 ? results.map((message) => textOf(message.content)).join("\n") : null,
    outputSchema: format.type === "json_schema" ? objectOf(objectOf(format.json_schema).schema) : null,
  };
}

function isToolResult(message: JsonObject): boolean {
  return message.role === "tool" || message.role === "function";
}
