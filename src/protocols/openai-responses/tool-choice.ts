import type { LossList } from "../ir/loss";
import type { JsonObject, JsonValue } from "../ir/opaque";
import type { IrRequest, Tool, ToolChoice } from "../ir/request";
import { Fields, isJsonObject } from "./fields";
import { flatName } from "./namespaces";
import type { ToolNames } from "./tool-names";

/** What other protocols call the tool that stands for the vendor's own web search. */
const WEB_SEARCH_NAME = "web_search";

/** The choice, and what only this protocol gets back. */
export interface DecodedToolChoice {
  readonly choice: ToolChoice | null;
  readonly own: JsonObject;
}

/** @throws {TranslationError} `invalid_request` */
export function decodeToolChoice(request: Fields): DecodedToolChoice {
  const value = request.value("tool_choice");
  if (value === null) return { choice: null, own: {} };
  if (value === "auto" || value === "none" || value === "required") {
    return { choice: { kind: value }, own: {} };
  }
  if (!isJsonObject(value)) return request.fail("tool_choice", "must be auto, none, required or an object");
  const fields = Fields.of(value, "tool_choice", "invalid_request");
  return { choice: decodeChoice(fields), own: { tool_choice: value } };
}

function decodeChoice(fields: Fields): ToolChoice {
  const type = fields.text("type");
  switch (type) {
    case "function":
    case "custom":
      return { kind: "tool", name: nameOf(fields) };
    case "allowed_tools": {
      const names = fields.objects("tools").map((tool) => toolNameOf(tool));
      return { kind: "allowed", names, isRequired: fields.textOrNull("mode") === "required" };
    }
    default:
      // A tool the vendor runs: where the target has one of the kind it has this name, elsewhere it is no tool at all.
      return type.startsWith("web_search") ? { kind: "tool", name: WEB_SEARCH_NAME } : { kind: "auto" };
  }
}

function toolNameOf(fields: Fields): string {
  const type = fields.text("type");
  if (type === "function" || type === "custom") return nameOf(fields);
  return type.startsWith("web_search") ? WEB_SEARCH_NAME : (fields.textOrNull("server_label") ?? type);
}

function nameOf(fields: Fields): string {
  return flatName({ name: fields.text("name"), namespace: fields.textOrNull("namespace") });
}

/** null where there is nothing to choose from, or nothing was said. */
export function encodeToolChoice(request: IrRequest, names: ToolNames, losses: LossList): JsonValue {
  const { toolChoice: choice, tools } = request;
  if (choice === null || tools.length === 0) return null;
  switch (choice.kind) {
    case "auto":
    case "none":
    case "required":
      return choice.kind;
    case "tool":
      return reference(choice.name, tools, names) ?? unknownTool(choice.name, losses);
    case "allowed": {
      const references = choice.names.map((name) => reference(name, tools, names));
      const known = references.filter((one) => one !== null);
      if (known.length < references.length) losses.approximated("tool-choice", "allowed_tools");
      if (known.length === 0) return "none";
      return { type: "allowed_tools", mode: choice.isRequired ? "required" : "auto", tools: known };
    }
  }
}

function reference(name: string, tools: readonly Tool[], names: ToolNames): JsonObject | null {
  const tool = tools.find((one) => (one.kind === "function" || one.kind === "custom") && one.name === name);
  if (tool?.kind === "function" || tool?.kind === "custom") {
    return { type: tool.kind, name: names.upstream(name) };
  }
  const isWebSearch = name === WEB_SEARCH_NAME && tools.some((one) => one.kind === "web-search");
  // Not in the SDK's types, but what the API wants beside a tool of the type `web_search`.
  return isWebSearch ? { type: WEB_SEARCH_NAME } : null;
}

function unknownTool(name: string, losses: LossList): string {
  losses.approximated("tool-choice", name);
  return "auto";
}
