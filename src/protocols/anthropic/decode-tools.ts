import type { JsonObject, JsonValue } from "../ir/opaque";
import type { Tool, ToolChoice } from "../ir/request";
import { cacheMarkerOf } from "./cache-marker";
import {
  booleanOrNull,
  isJsonObject,
  numberOrNull,
  ownFieldsBeside,
  stringOrNull,
  stringsOf,
  type WireReader,
} from "./wire-reader";

const FUNCTION_READ = new Set(["name", "description", "input_schema", "strict", "cache_control"]);
const SEARCH_READ = new Set(["name", "max_uses", "allowed_domains", "blocked_domains", "cache_control"]);

/** Begins the type of each version of Anthropic's web search. */
export const WEB_SEARCH_PREFIX = "web_search_";

/** `tools` of a request. */
export function decodeTools(wire: JsonValue | undefined, reader: WireReader): readonly Tool[] {
  if (wire === undefined || wire === null) return [];
  return reader
    .array(wire, "tools")
    .map((tool, index) => decodeTool(reader.object(tool, `tools[${index}]`), `tools[${index}]`, reader));
}

function decodeTool(tool: JsonObject, path: string, reader: WireReader): Tool {
  const type = stringOrNull(tool.type) ?? "custom";
  const cache = cacheMarkerOf(tool.cache_control);
  if (type === "custom") {
    const schema = tool.input_schema;
    return {
      kind: "function",
      name: reader.string(tool.name, `${path}.name`),
      description: stringOrNull(tool.description),
      parameters: isJsonObject(schema) ? schema : null,
      strict: booleanOrNull(tool.strict),
      cache,
      own: ownFieldsBeside(tool, FUNCTION_READ),
    };
  }
  if (type.startsWith(WEB_SEARCH_PREFIX)) {
    return {
      kind: "web-search",
      maxUses: numberOrNull(tool.max_uses),
      allowedDomains: stringsOf(tool.allowed_domains),
      blockedDomains: stringsOf(tool.blocked_domains),
      cache,
      own: ownFieldsBeside(tool, SEARCH_READ),
    };
  }
  return {
    kind: "opaque",
    what: type,
    opaque: { protocol: "anthropic", value: tool },
    cache: null,
    own: null,
  };
}

/** `tool_choice`, and what it says of parallel calls. */
export function decodeToolChoice(
  wire: JsonValue | undefined,
  reader: WireReader,
): { readonly choice: ToolChoice | null; readonly parallelToolCalls: boolean | null } {
  if (wire === undefined || wire === null) return { choice: null, parallelToolCalls: null };
  const object = reader.object(wire, "tool_choice");
  const isSerial = booleanOrNull(object.disable_parallel_tool_use);
  return { choice: choiceOf(object, reader), parallelToolCalls: isSerial === null ? null : !isSerial };
}

function choiceOf(wire: JsonObject, reader: WireReader): ToolChoice {
  switch (wire.type) {
    case "auto":
      return { kind: "auto" };
    case "none":
      return { kind: "none" };
    case "any":
      return { kind: "required" };
    case "tool":
      return { kind: "tool", name: reader.string(wire.name, "tool_choice.name") };
    default:
      return reader.fail("must be auto, any, tool or none", "tool_choice.type");
  }
}
