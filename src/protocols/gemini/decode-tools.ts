import type { JsonObject, JsonValue, OwnFields } from "../ir/opaque";
import type { FunctionTool, Tool, ToolChoice, WebSearchTool } from "../ir/request";
import { toJsonSchema } from "./json-schema";
import {
  isObject,
  listOf,
  objectOrEmpty,
  otherMembers,
  stringOrNull,
  stringsOf,
  wireError,
  wireObject,
} from "./read-wire";

const DECLARED: ReadonlySet<string> = new Set(["name", "description", "parameters", "parametersJsonSchema"]);

/** An entry of `tools` may name several tools at once: its functions first, then the others as they stand. */
export function decodeTools(tools: JsonValue | undefined): readonly Tool[] {
  return listOf(tools).flatMap((entry, index): readonly Tool[] => {
    const path = `tools[${index}]`;
    const wire = wireObject(entry);
    if (!wire) throw wireError("invalid_request", "a tool must be an object", path);
    const declarations = listOf(wire.functionDeclarations).map((declaration, at) =>
      functionTool(declaration, `${path}.functionDeclarations[${at}]`),
    );
    const others = Object.entries(wire).filter(([kind]) => kind !== "functionDeclarations");
    return [...declarations, ...others.map(([kind, value]) => otherTool(kind, value))];
  });
}

function functionTool(declaration: JsonValue, path: string): FunctionTool {
  const wire = wireObject(declaration);
  const name = stringOrNull(wire?.name);
  if (!wire || !name) throw wireError("invalid_request", "a function must have a name", path);
  const { schema, original } = parametersOf(wire);
  const fields = { ...otherMembers(wire, DECLARED), ...original };
  return {
    kind: "function",
    name,
    description: stringOrNull(wire.description),
    parameters: schema,
    strict: null,
    cache: null,
    own: Object.keys(fields).length === 0 ? null : { protocol: "gemini", fields },
  };
}

/** The schema, with the member it came from where that says it in other words. */
function parametersOf({ parameters, parametersJsonSchema }: JsonObject): {
  readonly schema: JsonObject | null;
  readonly original: JsonObject;
} {
  if (isObject(parametersJsonSchema)) {
    const schema = toJsonSchema(parametersJsonSchema);
    return { schema, original: schema === parametersJsonSchema ? {} : { parametersJsonSchema } };
  }
  return isObject(parameters)
    ? { schema: toJsonSchema(parameters), original: { parameters } }
    : { schema: null, original: {} };
}

function otherTool(kind: string, value: JsonValue): Tool {
  if (kind === "googleSearch") return webSearch(objectOrEmpty(value));
  const opaque = { protocol: "gemini", value: { [kind]: value } } as const;
  return { kind: "opaque", what: kind, opaque, cache: null, own: null };
}

/** Blocked domains are Vertex AI's; the search of Gemini's own API has none. */
function webSearch(wire: JsonObject): WebSearchTool {
  const own: OwnFields | null = Object.keys(wire).length === 0 ? null : { protocol: "gemini", fields: wire };
  return {
    kind: "web-search",
    maxUses: null,
    allowedDomains: [],
    blockedDomains: stringsOf(wire.excludeDomains),
    cache: null,
    own,
  };
}

/** What a `toolConfig` says; null where it leaves everything as usual. */
export function decodeToolChoice(toolConfig: JsonValue | undefined): ToolChoice | null {
  const config = objectOrEmpty(objectOrEmpty(toolConfig).functionCallingConfig);
  const names = stringsOf(config.allowedFunctionNames);
  switch (stringOrNull(config.mode)?.toUpperCase()) {
    case "NONE":
      return { kind: "none" };
    case "ANY": {
      const [name] = names;
      if (name === undefined) return { kind: "required" };
      return names.length === 1 ? { kind: "tool", name } : { kind: "allowed", names, isRequired: true };
    }
    case "VALIDATED":
      return names.length === 0 ? { kind: "auto" } : { kind: "allowed", names, isRequired: false };
    case "AUTO":
      return { kind: "auto" };
    default:
      return null;
  }
}
