import type { Call } from "./call";
import type { Content } from "./content";
import { defaultContent } from "./default-content";
import { dialects } from "./dialects/dialects-by-name";
import type { Script } from "./script";

/** What the script says, or what suits the prompt when it says nothing. */
export function scriptContent(call: Call, script: Script): Content {
  const { text, toolCalls, bodyBytes } = script;
  const silent = text === undefined && toolCalls === undefined && bodyBytes === undefined;
  if (silent) return defaultContent(dialects[call.dialect].readPrompt(call.body));
  return { text: wholeText(text), toolCalls: toolCalls ?? [] };
}

function wholeText(text: Script["text"]): string {
  if (text === undefined) return "";
  return typeof text === "string" ? text : text.repeat.repeat(text.times);
}
