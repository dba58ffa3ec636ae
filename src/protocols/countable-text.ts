import type { Part } from "./ir/part";
import type { IrRequest, Tool } from "./ir/request";

/** What of a request a tokenizer counts, and what has to be guessed. */
export interface Countable {
  readonly texts: readonly string[];
  readonly images: number;
  /** PDFs, audio and other files whose text is not at hand. */
  readonly files: number;
  readonly tools: number;
  readonly turns: number;
}

/** All text of a request that the model reads, whatever protocol it came in; docs/protocols.md says what is guessed. */
export function countableOf({ instructions, turns, tools, outputFormat }: IrRequest): Countable {
  const counted = { texts: [] as string[], images: 0, files: 0 };
  for (const { parts } of instructions) addParts(parts, counted);
  for (const { parts } of turns) addParts(parts, counted);
  for (const tool of tools) counted.texts.push(toolText(tool));
  if (outputFormat?.kind === "json-schema") counted.texts.push(JSON.stringify(outputFormat.schema));
  return { ...counted, tools: tools.length, turns: turns.length + instructions.length };
}

interface Counted {
  readonly texts: string[];
  images: number;
  files: number;
}

function addParts(parts: readonly Part[], counted: Counted): void {
  for (const part of parts) addPart(part, counted);
}

function addPart(part: Part, counted: Counted): void {
  switch (part.kind) {
    case "text":
    case "reasoning":
    case "refusal":
      counted.texts.push(part.text);
      return;
    case "tool-call":
      counted.texts.push(part.name, part.input);
      return;
    case "tool-result":
      addParts(part.content, counted);
      return;
    case "media":
      if (part.source.kind === "text") counted.texts.push(part.source.text);
      else if (part.mediaType?.startsWith("image/")) counted.images++;
      else counted.files++;
      return;
    case "opaque":
      counted.texts.push(JSON.stringify(part.opaque.value));
      return;
  }
}

function toolText(tool: Tool): string {
  switch (tool.kind) {
    case "function":
      return [tool.name, tool.description ?? "", JSON.stringify(tool.parameters ?? {})].join("\n");
    case "custom":
      return [tool.name, tool.description ?? "", JSON.stringify(tool.format)].join("\n");
    case "web-search":
      return "web_search";
    case "opaque":
      return JSON.stringify(tool.opaque.value);
  }
}
