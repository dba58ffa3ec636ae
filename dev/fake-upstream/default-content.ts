import type { Prompt } from "./call";
import type { Content } from "./content";
import { sampleFromSchema } from "./sample-from-schema";
import type { ToolCall } from "./script";

const GREETING: Content = { text: "Hello from the fake upstream.", toolCalls: [] };

/**
 * What is answered when a script says nothing about content: the tool calls the user asked for with
 * `use-tool:NAME {json}`, a text that repeats the tool results, a sample of the demanded schema, or a greeting.
 * Enough for a real command-line client to finish a tool round trip.
 */
export function defaultContent(prompt: Prompt): Content {
  if (prompt.toolResult !== null) return { text: `The tool answered: ${prompt.toolResult}`, toolCalls: [] };
  const toolCalls = prompt.offersTools ? demandedToolCalls(prompt.lastUserText) : [];
  if (toolCalls.length > 0) return { text: "", toolCalls };
  if (prompt.outputSchema !== null) {
    return { text: JSON.stringify(sampleFromSchema(prompt.outputSchema)), toolCalls: [] };
  }
  return GREETING;
}

/** Reads every `use-tool:NAME {json}` of a text; a missing or broken object gives an empty input. */
export function demandedToolCalls(text: string): ToolCall[] {
  return [...text.matchAll(/use-tool:([\w.-]+)\s*/g)].map((match) => ({
    name: match[1] ?? "",
    input: leadingObject(text.slice(match.index + match[0].length)),
  }));
}

function leadingObject(text: string): Record<string, unknown> {
  const end = endOfObject(text);
  if (end === -1) return {};
  try {
    return JSON.parse(text.slice(0, end));
  } catch {
    return {};
  }
}

/** The index after the object that the text starts with, or -1; braces inside strings do not count. */
function endOfObject(text: string): number {
  if (!text.startsWith("{")) return -1;
  let depth = 0;
  for (const token of text.matchAll(/"(?:[^"\\]|\\.)*"|[{}]/gs)) {
    if (token[0] === "{") depth += 1;
    if (token[0] === "}") depth -= 1;
    if (depth === 0) return token.index + 1;
  }
  return -1;
}
