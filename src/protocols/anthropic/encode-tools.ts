import { customToolAsFunction } from "../ir/custom-tools";
import type { LossList } from "../ir/loss";
import { type JsonObject, ownFieldsOf } from "../ir/opaque";
import type { FunctionTool, IrRequest, Tool, WebSearchTool } from "../ir/request";
import { cacheControlOf } from "./cache-marker";
import type { ClaudeTraits } from "./claude-traits";
import type { SafeNames } from "./safe-names";
import { structuredSchema } from "./structured-schema";
import { isJsonObject } from "./wire-reader";

/** The version of web search every model with it has. */
const WEB_SEARCH_TYPE = "web_search_20250305";

/** Anthropic's server tool has this name, and no other tool may. */
export const WEB_SEARCH_NAME = "web_search";

/** Keywords that `input_schema` may not have at its top. */
const UNIONS = ["oneOf", "anyOf", "allOf"] as const;

/** `tools` of a request, of which the client's choice leaves some out. */
export function encodeTools(
  request: IrRequest,
  traits: ClaudeTraits,
  names: SafeNames,
  losses: LossList,
): readonly JsonObject[] {
  const { toolChoice } = request;
  const allowed = toolChoice?.kind === "allowed" ? new Set(toolChoice.names) : null;
  if (allowed) losses.approximated("tool-choice", "other tools than the allowed ones are left out");
  return request.tools
    .filter((tool) => !allowed || !("name" in tool) || allowed.has(tool.name))
    .map((tool) => encodeTool(tool, traits, names, losses))
    .filter((tool) => tool !== null);
}

function encodeTool(tool: Tool, traits: ClaudeTraits, names: SafeNames, losses: LossList): JsonObject | null {
  switch (tool.kind) {
    case "function":
      return encodeFunction(tool, traits, names, losses);
    case "custom":
      losses.approximated("custom-tool", tool.name);
      return encodeFunction(customToolAsFunction(tool), traits, names, losses);
    case "web-search":
      return encodeWebSearch(tool, losses);
    case "opaque":
      if (tool.opaque.protocol === "anthropic" && isJsonObject(tool.opaque.value)) return tool.opaque.value;
      losses.dropped("server-tool", tool.what);
      return null;
  }
}

function encodeFunction(
  tool: FunctionTool,
  traits: ClaudeTraits,
  names: SafeNames,
  losses: LossList,
): JsonObject {
  const isStrict = tool.strict === true && traits.hasStructuredOutput;
  if (tool.strict && !isStrict) losses.dropped("tool-strict", tool.name);
  const schema = inputSchema(tool, losses);
  return {
    name: names.safe(tool.name),
    ...(tool.description !== null && { description: tool.description }),
    input_schema: isStrict ? structuredSchema(schema) : schema,
    ...(isStrict && { strict: true }),
    ...cacheControlOf(tool.cache),
    ...ownFieldsOf(tool.own, "anthropic"),
  };
}

/** A schema of an object, without unions at its top. */
function inputSchema({ name, parameters }: FunctionTool, losses: LossList): JsonObject {
  if (!parameters) return { type: "object", properties: {} };
  const refused = UNIONS.filter((keyword) => keyword in parameters);
  if (parameters.type === "object" && refused.length === 0) return parameters;
  if (refused.length > 0 || parameters.type !== undefined) losses.approximated("tool-schema", name);
  const kept = Object.entries(parameters).filter(([key]) => !refused.some((keyword) => keyword === key));
  return { ...Object.fromEntries(kept), type: "object" };
}

function encodeWebSearch(tool: WebSearchTool, losses: LossList): JsonObject {
  const hasBoth = tool.allowedDomains.length > 0 && tool.blockedDomains.length > 0;
  // The API takes one of the lists; what is not allowed is blocked anyway.
  if (hasBoth) losses.approximated("server-tool", "blocked_domains beside allowed_domains");
  return {
    type: WEB_SEARCH_TYPE,
    name: WEB_SEARCH_NAME,
    ...(tool.maxUses !== null && { max_uses: tool.maxUses }),
    ...(tool.allowedDomains.length > 0 && { allowed_domains: tool.allowedDomains }),
    ...(tool.blockedDomains.length > 0 && !hasBoth && { blocked_domains: tool.blockedDomains }),
    ...cacheControlOf(tool.cache),
    ...ownFieldsOf(tool.own, "anthropic"),
  };
}
