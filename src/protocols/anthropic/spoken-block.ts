import type { JsonObject } from "../ir/opaque";
import { type OpaquePart, PLAIN, type TextPart } from "../ir/part";
import { isJsonArray, isJsonObject, stringOrNull } from "./wire-reader";

/**
 * A block of a tool's result, in words where it has any: of a tool that Claude Code's tool search has loaded, other models
 * would otherwise get an empty result. The block itself stays with the text, for Claude.
 */
export function spokenBlock(part: OpaquePart): TextPart | OpaquePart {
  const { value } = part.opaque;
  const text = isJsonObject(value) ? wordsOf(value) : null;
  if (!isJsonObject(value) || text === null) return part;
  return { kind: "text", text, citations: [], ...PLAIN, own: { protocol: "anthropic", fields: value } };
}

/** The block behind a text that {@link spokenBlock} made; null for any other text. */
export function blockBehind({ own }: TextPart): JsonObject | null {
  return own?.protocol === "anthropic" && own.fields.type !== undefined ? own.fields : null;
}

function wordsOf(block: JsonObject): string | null {
  switch (block.type) {
    case "tool_reference": {
      const name = stringOrNull(block.tool_name);
      return name === null ? null : `The tool ${name} is loaded and can be called now.`;
    }
    case "search_result": {
      const content = isJsonArray(block.content) ? block.content : [];
      const texts = content.map((inner) => (isJsonObject(inner) ? stringOrNull(inner.text) : null));
      return [stringOrNull(block.title), stringOrNull(block.source), ...texts].filter(Boolean).join("\n");
    }
    default:
      return null;
  }
}
