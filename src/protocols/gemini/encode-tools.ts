import { customToolAsFunction } from "../ir/custom-tools";
import type { LossList } from "../ir/loss";
import { type JsonObject, type JsonValue, ownFieldsOf } from "../ir/opaque";
import type { FunctionTool, Tool, ToolChoice, WebSearchTool } from "../ir/request";
import { type GeminiModel, isThirdGeneration } from "./model-generation";
import { isObject, listOf } from "./read-wire";
import { geminiParameters } from "./schema-to-wire";
import type { ToolNames } from "./tool-names";

interface ToolContext {
  readonly model: GeminiModel;
  readonly names: ToolNames;
  readonly losses: LossList;
}

/** The `tools` of a request: all functions in one entry, each of Google's own tools in one of its own. */
export function encodeTools(tools: readonly Tool[], context: ToolContext): readonly JsonObject[] {
  const functionDeclarations = declarationsOf(tools, context);
  const others = tools.flatMap((tool) => otherTool(tool, functionDeclarations.length > 0, context));
  return functionDeclarations.length > 0 ? [{ functionDeclarations }, ...others] : others;
}

function declarationsOf(tools: readonly Tool[], context: ToolContext): readonly JsonObject[] {
  const declarations = new Map<string, JsonObject>();
  for (const tool of tools) {
    if (tool.kind === "custom") {
      context.losses.approximated("custom-tool", "as a function");
    }
    const asFunction = functionOf(tool);
    if (!asFunction) continue;
    const declaration = declarationOf(asFunction, context);
    const name = String(declaration.name);
    if (declarations.has(name)) context.losses.dropped("tool-name", "second tool of the same name");
    else declarations.set(name, declaration);
  }
  return [...declarations.values()];
}

function functionOf(tool: Tool): FunctionTool | null {
  switch (tool.kind) {
    case "function":
      return tool;
    case "custom":
      return customToolAsFunction(tool);
    case "web-search":
    case "opaque":
      return null;
  }
}

function declarationOf(tool: FunctionTool, { names, losses }: ToolContext): JsonObject {
  if (tool.strict === true) losses.dropped("tool-strict");
  const own = ownFieldsOf(tool.own, "gemini");
  // What came from Gemini's own words goes back in them.
  const isKept = own.parameters !== undefined || own.parametersJsonSchema !== undefined;
  const isFromGemini = tool.own?.protocol === "gemini";
  const schema = tool.parameters === null || isKept ? null : tool.parameters;
  return {
    name: names.wireName(tool.name),
    ...(tool.description !== null && { description: tool.description }),
    ...(schema && { parametersJsonSchema: isFromGemini ? schema : geminiParameters(schema, losses) }),
    ...own,
  };
}

function otherTool(tool: Tool, hasFunctions: boolean, context: ToolContext): readonly JsonObject[] {
  switch (tool.kind) {
    case "function":
    case "custom":
      return [];
    case "web-search":
      return webSearch(tool, hasFunctions, context);
    case "opaque":
      if (tool.opaque.protocol === "gemini" && isObject(tool.opaque.value)) return [tool.opaque.value];
      context.losses.dropped("server-tool", tool.what);
      return [];
  }
}

/**
 * Google's search. Before Gemini 3 it cannot stand beside functions; from then on it can where the answer may hold
 * parts that only Gemini's clients send back, so a client of another protocol keeps its functions and goes without.
 */
function webSearch(
  tool: WebSearchTool,
  hasFunctions: boolean,
  { model, losses }: ToolContext,
): readonly JsonObject[] {
  const isFromGemini = tool.own?.protocol === "gemini";
  if (hasFunctions && !(isFromGemini && isThirdGeneration(model))) {
    losses.dropped("server-tool", "web search beside functions");
    return [];
  }
  if (tool.maxUses !== null) losses.dropped("server-tool", "max_uses of web search");
  const hasDomains = tool.allowedDomains.length > 0 || tool.blockedDomains.length > 0;
  if (hasDomains && !isFromGemini) losses.dropped("server-tool", "domains of web search");
  return [{ googleSearch: ownFieldsOf(tool.own, "gemini") }];
}

/**
 * A `functionCallingConfig`; null where nothing is to be said. A choice of functions that are not declared would be
 * refused, as would one between none at all.
 */
export function encodeToolChoice(
  choice: ToolChoice | null,
  tools: readonly JsonObject[],
  { names, losses }: Pick<ToolContext, "names" | "losses">,
): JsonObject | null {
  const declared = declaredNames(tools);
  if (choice === null || declared.size === 0) return null;
  const declaredOf = (wanted: readonly string[]) => {
    const wire = wanted.map((name) => names.wireName(name)).filter((name) => declared.has(name));
    if (wire.length < wanted.length) losses.dropped("tool-choice", "tools that are no functions");
    return wire;
  };
  switch (choice.kind) {
    case "auto":
      return { mode: "AUTO" };
    case "none":
      return { mode: "NONE" };
    case "required":
      return { mode: "ANY" };
    case "tool":
      return restricted("ANY", declaredOf([choice.name]));
    case "allowed":
      return restricted(choice.isRequired ? "ANY" : "VALIDATED", declaredOf(choice.names));
  }
}

function declaredNames(tools: readonly JsonObject[]): ReadonlySet<JsonValue | undefined> {
  const declarations = tools.flatMap(({ functionDeclarations }) => listOf(functionDeclarations));
  return new Set(declarations.map((declaration) => (isObject(declaration) ? declaration.name : undefined)));
}

function restricted(mode: string, allowedFunctionNames: readonly string[]): JsonObject | null {
  return allowedFunctionNames.length === 0 ? null : { mode, allowedFunctionNames };
}
