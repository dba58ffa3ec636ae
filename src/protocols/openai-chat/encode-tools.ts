import { customToolAsFunction } from "../ir/custom-tools";
import { type JsonObject, type JsonValue, ownFieldsOf } from "../ir/opaque";
import type { CustomTool, FunctionTool, IrRequest, Tool, ToolChoice, WebSearchTool } from "../ir/request";
import type { EncodeContext } from "./encode-context";
import { isChatOwn } from "./own-fields";
import { isJsonObject } from "./read-members";
import { isStrictSchema, objectSchema } from "./strict-schema";

/** `tools` and the members that may only stand beside them. */
export function encodeTools(request: IrRequest, context: EncodeContext): JsonObject {
  const offered = openTools(request, context);
  const tools = offered.flatMap((tool) => encodeTool(tool, context));
  const search = offered.find((tool) => tool.kind === "web-search");
  return {
    ...(search ? encodeSearch(search, context) : {}),
    ...(tools.length > 0
      ? { tools, ...besideTools(request, tools, context) }
      : withoutTools(request, context)),
  };
}

/** The tools a model may see. Servers that do not know `allowed_tools` get only those that are allowed. */
function openTools({ tools, toolChoice }: IrRequest, { traits }: EncodeContext): readonly Tool[] {
  if (toolChoice?.kind !== "allowed" || traits.isOpenAi) return tools;
  const names = new Set(toolChoice.names);
  return tools.filter((tool) => !("name" in tool) || names.has(tool.name));
}

function encodeTool(tool: Tool, context: EncodeContext): readonly JsonObject[] {
  if (tool.cache) context.losses.dropped("cache-marker", "tools");
  switch (tool.kind) {
    case "function":
      return [functionTool(tool, context)];
    case "custom":
      return [customTool(tool, context)];
    case "web-search":
      return [];
    case "opaque": {
      const { protocol, value } = tool.opaque;
      if (protocol === "openai-chat" && isJsonObject(value)) return [value];
      context.losses.dropped("server-tool", tool.what);
      return [];
    }
  }
}

function functionTool(tool: FunctionTool, context: EncodeContext): JsonObject {
  const { function: inner, ...outer } = ownFieldsOf(tool.own, "openai-chat");
  const parameters = isChatOwn(tool) ? tool.parameters : objectSchema(tool.parameters);
  return {
    ...outer,
    type: "function",
    function: {
      ...(isJsonObject(inner) ? inner : {}),
      name: context.names.wire(tool.name),
      ...(tool.description === null ? {} : { description: tool.description }),
      ...(parameters === null ? {} : { parameters }),
      ...strictness(tool, context),
    },
  };
}

/** A vendor's strict schemas are not OpenAI's: what does not keep its rules goes as an ordinary one. */
function strictness(tool: FunctionTool, { losses }: EncodeContext): JsonObject {
  if (tool.strict === null) return {};
  if (!tool.strict || isChatOwn(tool) || (tool.parameters && isStrictSchema(tool.parameters))) {
    return { strict: tool.strict };
  }
  losses.dropped("tool-strict", "the schema does not keep the rules of strict mode");
  return {};
}

function customTool(tool: CustomTool, context: EncodeContext): JsonObject {
  if (!context.traits.isOpenAi && !isChatOwn(tool)) {
    context.losses.approximated("custom-tool", tool.name);
    return functionTool(customToolAsFunction(tool), context);
  }
  const { custom: inner, ...outer } = ownFieldsOf(tool.own, "openai-chat");
  return {
    ...outer,
    type: "custom",
    custom: {
      ...(isJsonObject(inner) ? inner : {}),
      name: context.names.wire(tool.name),
      ...(tool.description === null ? {} : { description: tool.description }),
      ...(tool.format === null ? {} : { format: nestedFormat(tool.format) }),
    },
  };
}

function nestedFormat(format: JsonValue): JsonValue {
  if (!isJsonObject(format) || format.type !== "grammar" || isJsonObject(format.grammar)) return format;
  const { type, ...grammar } = format;
  return { type, grammar };
}

/** Only models made for it search; all others refuse a request that asks for it. */
function encodeSearch(tool: WebSearchTool, { traits, losses }: EncodeContext): JsonObject {
  if (!isChatOwn(tool) && !traits.searches) {
    losses.dropped("server-tool", "web search");
    return {};
  }
  if (tool.maxUses !== null) losses.dropped("server-tool", "web search: uses");
  if (tool.allowedDomains.length + tool.blockedDomains.length > 0) {
    losses.dropped("server-tool", "web search: domains");
  }
  return { web_search_options: ownFieldsOf(tool.own, "openai-chat") };
}

/** The API refuses a tool choice without tools. */
function withoutTools({ toolChoice }: IrRequest, { losses }: EncodeContext): JsonObject {
  if (toolChoice && toolChoice.kind !== "auto" && toolChoice.kind !== "none") {
    losses.dropped("tool-choice", toolChoice.kind);
  }
  return {};
}

function besideTools(request: IrRequest, tools: readonly JsonObject[], context: EncodeContext): JsonObject {
  const { toolChoice, parallelToolCalls } = request;
  const choice = toolChoice && encodeChoice(toolChoice, tools, context);
  return {
    ...(choice === null ? {} : { tool_choice: choice }),
    ...parallel(parallelToolCalls, context),
  };
}

function parallel(wanted: boolean | null, { traits, losses }: EncodeContext): JsonObject {
  if (wanted === null) return {};
  if (traits.takesParallelToolCalls) return { parallel_tool_calls: wanted };
  // Such a model calls one tool at a time by itself more often than not; it cannot be told.
  if (!wanted) losses.dropped("parallel-tool-calls", "the model does not take the parameter");
  return {};
}

function encodeChoice(
  choice: ToolChoice,
  tools: readonly JsonObject[],
  context: EncodeContext,
): JsonValue | null {
  switch (choice.kind) {
    case "auto":
    case "none":
    case "required":
      return choice.kind;
    case "tool": {
      const named = namedTool(context.names.wire(choice.name), tools);
      if (!named) context.losses.dropped("tool-choice", "the tool is not offered");
      return named;
    }
    case "allowed":
      return allowedTools(choice, tools, context);
  }
}

function allowedTools(
  { names, isRequired }: Extract<ToolChoice, { kind: "allowed" }>,
  tools: readonly JsonObject[],
  { traits, names: toolNames, losses }: EncodeContext,
): JsonValue {
  const mode = isRequired ? "required" : "auto";
  if (!traits.isOpenAi) {
    losses.approximated("tool-choice", "allowed_tools: the other tools are left out");
    return mode;
  }
  const allowed = names.flatMap((name) => namedTool(toolNames.wire(name), tools) ?? []);
  return { type: "allowed_tools", allowed_tools: { mode, tools: allowed } };
}

function namedTool(name: string, tools: readonly JsonObject[]): JsonObject | null {
  for (const tool of tools) {
    for (const form of ["function", "custom"] as const) {
      const definition = tool[form];
      if (isJsonObject(definition) && definition.name === name) return { type: form, [form]: { name } };
    }
  }
  return null;
}
