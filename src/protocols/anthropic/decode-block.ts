import type { JsonObject, JsonValue } from "../ir/opaque";
import type { OpaquePart, Part, TextPart, ToolResultPart } from "../ir/part";
import { cacheMarkerOf } from "./cache-marker";
import { citationsOf } from "./citations";
import { decodeMedia } from "./decode-media";
import { spokenBlock } from "./spoken-block";
import { opaqueOfRedacted, opaqueOfSignature, reasoningPart } from "./thinking-block";
import { ownFieldsBeside, type WireReader } from "./wire-reader";

const TEXT_READ = new Set(["type", "text", "citations", "cache_control"]);
const TOOL_USE_READ = new Set(["type", "id", "name", "input", "cache_control"]);
const TOOL_RESULT_READ = new Set(["type", "tool_use_id", "content", "is_error", "cache_control"]);

/** Decodes content blocks of one request or answer, and remembers which call had which name. */
export class BlockDecoder {
  private readonly callNames = new Map<string, string>();

  constructor(private readonly reader: WireReader) {}

  /** Content as a message has it: a string or a list of blocks. */
  content(wire: JsonValue | undefined, path: string): readonly Part[] {
    if (typeof wire === "string") return [plain(wire)];
    return this.reader
      .array(wire, path)
      .map((block, index) => this.block(this.reader.object(block, `${path}[${index}]`), `${path}[${index}]`));
  }

  /** Content that is text alone, as a system prompt has it. */
  texts(wire: JsonValue | undefined, path: string): readonly TextPart[] {
    return this.content(wire, path).map((part, index) =>
      part.kind === "text" ? part : this.reader.fail("only text is allowed here", `${path}[${index}]`),
    );
  }

  block(block: JsonObject, path: string): Part {
    switch (this.reader.string(block.type, `${path}.type`)) {
      case "text":
        return this.text(block, path);
      case "image":
      case "document":
        return decodeMedia(block, path, this.reader) ?? opaqueBlock(block);
      case "thinking": {
        const text = this.reader.string(block.thinking, `${path}.thinking`);
        return reasoningPart(text, opaqueOfSignature(block.signature));
      }
      case "redacted_thinking":
        return reasoningPart("", opaqueOfRedacted(this.reader.string(block.data, `${path}.data`)), true);
      case "tool_use":
        return this.toolUse(block, path);
      case "tool_result":
        return this.toolResult(block, path);
      default:
        return opaqueBlock(block);
    }
  }

  private text(block: JsonObject, path: string): TextPart {
    return {
      kind: "text",
      text: this.reader.string(block.text, `${path}.text`),
      citations: citationsOf(block.citations),
      cache: cacheMarkerOf(block.cache_control),
      own: ownFieldsBeside(block, TEXT_READ),
    };
  }

  private toolUse(block: JsonObject, path: string): Part {
    const id = this.reader.string(block.id, `${path}.id`);
    const name = this.reader.string(block.name, `${path}.name`);
    this.callNames.set(id, name);
    return {
      kind: "tool-call",
      id,
      name,
      form: "function",
      input: JSON.stringify(block.input ?? {}),
      opaque: null,
      cache: cacheMarkerOf(block.cache_control),
      own: ownFieldsBeside(block, TOOL_USE_READ),
    };
  }

  private toolResult(block: JsonObject, path: string): ToolResultPart {
    const callId = this.reader.string(block.tool_use_id, `${path}.tool_use_id`);
    const parts = this.content(block.content ?? [], `${path}.content`);
    return {
      kind: "tool-result",
      callId,
      name: this.callNames.get(callId) ?? null,
      form: "function",
      content: parts.map((part, index) => {
        if (part.kind === "opaque") return spokenBlock(part);
        if (part.kind === "text" || part.kind === "media") return part;
        return this.reader.fail("no such block in a tool's result", `${path}.content[${index}]`);
      }),
      isError: block.is_error === true,
      cache: cacheMarkerOf(block.cache_control),
      own: ownFieldsBeside(block, TOOL_RESULT_READ),
    };
  }
}

function plain(text: string): TextPart {
  return { kind: "text", text, citations: [], cache: null, own: null };
}

/** A block as it is, for Claude alone; its cache marker stays in it. */
export function opaqueBlock(block: JsonObject): OpaquePart {
  return {
    kind: "opaque",
    what: typeof block.type === "string" ? block.type : "",
    opaque: { protocol: "anthropic", value: block },
    cache: null,
    own: null,
  };
}
