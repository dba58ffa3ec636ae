import type { Prompt } from "../../call";
import { type JsonObject, objectOf, objectsOf, textOf } from "../../json";
import type { RequestBody } from "../../request-body";

/** Reads what the default answer needs from a generateContent request. */
export function readPrompt(body: RequestBody): Prompt {
  const turns = objectsOf(body.get("contents"));
  const results = objectsOf(turns.at(-1)?.parts)
    .filter((part) => part.functionResponse !== undefined)
    .map((part) => objectOf(objectOf(part.functionResponse).response));
  const config = objectOf(body.get("generationConfig"));
  const schema = config.responseJsonSchema ?? config.responseSchema;
  return {
    offersTools: body.raw("tools")?.includes("functionDeclarations") ?? false,
    // The first turn may leave the role out, which means the user.
    lastUserText: textOf(turns.findLast((turn) => turn.role !== "model")?.parts),
    toolResult: results.length > 0 ? results.map(resultText).join("\n") : null,
    outputSchema: schema === undefined ? null : objectOf(schema),
  };
}

/** Clients put the result under `output` or `result`, or make up an object of their own. */
function resultText(response: JsonObject): string {
  const { output, result } = response;
  if (typeof output === "string") return output;
  return typeof result === "string" ? result : JSON.stringify(response);
}
