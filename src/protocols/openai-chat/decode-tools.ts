import type { JsonObject, JsonValue } from "../ir/opaque";
import type { IrRequest, Tool, ToolChoice } from "../ir/request";
import { readCacheMarker } from "./cache-marker";
import { chatOwn } from "./own-fields";
import { isJsonObject, type Members } from "./read-members";

/** `tools`, the legacy `functions`, and the web search, which is asked for beside them. */
export function decodeTools(body: Members): readonly Tool[] {
  const search = body.json("web_search_options");
  return [
    ...body.objects("tools").map(decodeTool),
    ...body.objects("functions").map(legacyFunction),
    ...(search ? [webSearch(search)] : []),
  ];
}

/**
 * Whether a client speaks the form of before `tools`, and so knows answers with `function_call` only: such functions
 * bear no mark of a `tools` entry.
 */
export function usesLegacyFunctions({ tools, own }: IrRequest): boolean {
  const functions = tools.filter((tool) => tool.kind === "function");
  return own?.protocol === "openai-chat" && functions.length > 0 && functions.every((tool) => !tool.own);
}

function decodeTool(tool: Members): Tool {
  const type = tool.string("type") ?? "function";
  if (type === "function") return functionTool(tool);
  if (type === "custom") return customTool(tool);
  return {
    kind: "opaque",
    what: type,
    opaque: { protocol: "openai-chat", value: tool.whole() },
    cache: null,
    own: null,
  };
}

function functionTool(tool: Members): Tool {
  const definition = tool.child("function") ?? tool.fail("function", "is required");
  return {
    kind: "function",
    name: definition.text("name"),
    description: definition.string("description"),
    parameters: definition.json("parameters"),
    strict: definition.boolean("strict"),
    cache: readCacheMarker(tool) ?? readCacheMarker(definition),
    own: ownOf(tool, "function", definition),
  };
}

function customTool(tool: Members): Tool {
  const definition = tool.child("custom") ?? tool.fail("custom", "is required");
  return {
    kind: "custom",
    name: definition.text("name"),
    description: definition.string("description"),
    format: flatFormat(definition.json("format")),
    cache: readCacheMarker(tool),
    own: ownOf(tool, "custom", definition),
  };
}

function ownOf(tool: Members, member: string, definition: Members) {
  const inner = definition.rest();
  const outer = tool.rest();
  return chatOwn(Object.keys(inner).length === 0 ? outer : { ...outer, [member]: inner });
}

/** Chat Completions put a grammar one level deeper than Responses do; the representation has it flat. */
function flatFormat(format: JsonObject | null): JsonValue {
  if (!format || !isJsonObject(format.grammar)) return format;
  const { grammar, ...rest } = format;
  return { ...rest, ...grammar };
}

function legacyFunction(definition: Members): Tool {
  return {
    kind: "function",
    name: definition.text("name"),
    description: definition.string("description"),
    parameters: definition.json("parameters"),
    strict: null,
    cache: null,
    own: null,
  };
}

function webSearch(options: JsonObject): Tool {
  return {
    kind: "web-search",
    maxUses: null,
    allowedDomains: [],
    blockedDomains: [],
    cache: null,
    own: chatOwn(options),
  };
}

/** `tool_choice`, or the legacy `function_call`. */
export function decodeToolChoice(body: Members): ToolChoice | null {
  const choice = body.value("tool_choice");
  const legacy = body.value("function_call");
  if (choice === null) return legacy === null ? null : legacyChoice(body, legacy);
  if (typeof choice === "string") return plainChoice(body, "tool_choice", choice);
  const named = body.child("tool_choice") ?? body.fail("tool_choice", "must be a string or an object");
  const type = named.string("type");
  if (type === "allowed_tools") return allowedChoice(named);
  const tool = named.child(type === "custom" ? "custom" : "function");
  if (tool) return { kind: "tool", name: tool.text("name") };
  return named.fail("type", "must be function, custom or allowed_tools");
}

function legacyChoice(body: Members, choice: JsonValue): ToolChoice {
  if (typeof choice === "string") return plainChoice(body, "function_call", choice);
  const named = body.child("function_call");
  return { kind: "tool", name: named?.text("name") ?? "" };
}

function plainChoice(body: Members, member: string, choice: string): ToolChoice {
  if (choice === "auto" || choice === "none" || choice === "required") return { kind: choice };
  // What vLLM and others call it.
  if (choice === "any") return { kind: "required" };
  return body.fail(member, "must be none, auto, required or an object");
}

function allowedChoice(named: Members): ToolChoice {
  const allowed = named.child("allowed_tools") ?? named.fail("allowed_tools", "is required");
  const names = allowed.objects("tools").map((tool) => {
    const inner = tool.child("function") ?? tool.child("custom") ?? tool;
    return inner.text("name");
  });
  return { kind: "allowed", names, isRequired: allowed.string("mode") === "required" };
}
