import type { LossList } from "../ir/loss";
import type { JsonObject } from "../ir/opaque";
import type { CustomTool, FunctionTool, OpaqueTool, Tool, WebSearchTool } from "../ir/request";
import { isJsonObject } from "./fields";
import { NAME_IN_NAMESPACE, NAMESPACE, namespaceOf } from "./namespaces";
import { isOwn } from "./own";
import { isStrictSchema } from "./strict-schema";
import type { ToolNames } from "./tool-names";

const NO_PARAMETERS: JsonObject = {
  type: "object",
  properties: {},
  required: [],
  additionalProperties: false,
};

/** The tools of a request. Those that came in a namespace stand in it again. */
export function encodeTools(tools: readonly Tool[], names: ToolNames, losses: LossList): JsonObject[] {
  const encoded: JsonObject[] = [];
  let namespace: JsonObject | null = null;
  let siblings: JsonObject[] = [];
  for (const tool of tools) {
    const wire = encodeTool(tool, names, losses);
    if (wire === null) continue;
    const home = namespaceOf(tool);
    if (home === null) encoded.push(wire);
    else if (home === namespace) siblings.push(wire);
    else {
      siblings = [wire];
      encoded.push({ type: "namespace", ...home, tools: siblings });
    }
    namespace = home;
  }
  return encoded;
}

function encodeTool(tool: Tool, names: ToolNames, losses: LossList): JsonObject | null {
  if (tool.cache !== null) losses.dropped("cache-marker");
  switch (tool.kind) {
    case "function":
      return isOwn(tool.own) ? ownFunction(tool, tool.own.fields) : foreignFunction(tool, names, losses);
    case "custom":
      return encodeCustom(tool, names);
    case "web-search":
      return encodeWebSearch(tool, losses);
    case "opaque":
      return encodeOpaque(tool, losses);
  }
}

function ownFunction({ name, description, parameters, strict }: FunctionTool, own: JsonObject): JsonObject {
  return {
    type: "function",
    name,
    ...(description === null ? {} : { description }),
    ...(strict === null ? {} : { strict }),
    ...(parameters === null ? {} : { parameters }),
    ...withoutPlace(own),
  };
}

function foreignFunction(tool: FunctionTool, names: ToolNames, losses: LossList): JsonObject {
  const parameters = withProperties(tool.parameters ?? NO_PARAMETERS);
  const isStrict = tool.strict === true && isStrictSchema(parameters);
  if (tool.strict === true && !isStrict) losses.approximated("tool-strict", tool.name);
  return {
    type: "function",
    name: names.upstream(tool.name),
    ...(tool.description === null ? {} : { description: tool.description }),
    // Left out it counts as true here, and the schema would be read with rules it was not written for.
    strict: isStrict,
    parameters,
  };
}

/** The API refuses a schema of an object that does not say which properties it has. */
function withProperties(schema: JsonObject): JsonObject {
  const isComplete = schema.type === "object" && schema.properties !== undefined;
  return isComplete ? schema : { properties: {}, ...schema, type: "object" };
}

function encodeCustom({ name, description, format, own }: CustomTool, names: ToolNames): JsonObject {
  return {
    type: "custom",
    name: isOwn(own) ? name : names.upstream(name),
    ...(description === null ? {} : { description }),
    ...(format === null ? {} : { format }),
    ...(isOwn(own) ? withoutPlace(own.fields) : {}),
  };
}

function encodeWebSearch(tool: WebSearchTool, losses: LossList): JsonObject {
  if (isOwn(tool.own)) return tool.own.fields;
  if (tool.maxUses !== null) losses.approximated("server-tool", "web_search: max_uses");
  if (tool.blockedDomains.length > 0) losses.approximated("server-tool", "web_search: blocked_domains");
  if (tool.allowedDomains.length === 0) return { type: "web_search" };
  return { type: "web_search", filters: { allowed_domains: tool.allowedDomains } };
}

function encodeOpaque({ what, opaque }: OpaqueTool, losses: LossList): JsonObject | null {
  const { protocol, value } = opaque;
  if (protocol === "openai-responses" && isJsonObject(value)) return value;
  losses.dropped("server-tool", what);
  return null;
}

/** A tool of a namespace has its own short name there. */
function withoutPlace(own: JsonObject): JsonObject {
  const { [NAMESPACE]: namespace, [NAME_IN_NAMESPACE]: name, ...rest } = own;
  return namespace === undefined || name === undefined ? own : { name, ...rest };
}
