import type { Prompt } from "../../call";
import { objectOf, objectsOf, textOf } from "../../json";
import type { RequestBody } from "../../request-body";

/** Reads what the default answer needs from a Messages request. */
export function readPrompt(body: RequestBody): Prompt {
  // Claude Code puts entries of role "system" between and after the turns; they end nothing.
  const turns = objectsOf(body.get("messages")).filter((message) => message.role !== "system");
  const results = objectsOf(turns.at(-1)?.content).filter((block) => block.type === "tool_result");
  const format = objectOf(objectOf(body.get("output_config")).format);
  return {
    offersTools: body.hasObjects("tools"),
    lastUserText: textOf(turns.findLast((message) => message.role === "user")?.content),
    toolResult: results.length > 0 ? results.map((block) => textOf(block.content)).join("\n") : null,
    outputSchema: format.type === "json_schema" ? objectOf(format.schema) : null,
  };
}
