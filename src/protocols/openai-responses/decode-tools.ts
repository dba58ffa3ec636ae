import type { JsonObject } from "../ir/opaque";
import type { CustomTool, FunctionTool, OpaqueTool, Tool, WebSearchTool } from "../ir/request";
import { type Fields, isJsonObject } from "./fields";
import { flatName, NAME_IN_NAMESPACE, NAMESPACE } from "./namespaces";
import { ownFields } from "./own";

const WEB_SEARCH = /^web_search(?:_preview)?(?:_\d{4}_\d{2}_\d{2})?$/;

/** The tools of a request; those of a namespace one by one. @throws {TranslationError} `invalid_request` */
export function decodeTools(request: Fields): Tool[] {
  return request.objects("tools").flatMap((fields) => {
    const type = fields.text("type");
    return type === "namespace" ? decodeNamespace(fields) : [decodeTool(fields, type, null)];
  });
}

function decodeNamespace(fields: Fields): Tool[] {
  const members = fields.objects("tools");
  const namespace = { name: fields.text("name"), ...fields.rest() };
  return members.map((tool) => decodeTool(tool, tool.text("type"), namespace));
}

type Namespace = JsonObject & { readonly name: string };

function decodeTool(fields: Fields, type: string, namespace: Namespace | null): Tool {
  switch (type) {
    case "function":
      return decodeFunction(fields, namespace);
    case "custom":
      return decodeCustom(fields, namespace);
    default:
      return WEB_SEARCH.test(type) ? decodeWebSearch(fields) : opaqueTool(fields, type);
  }
}

function decodeFunction(fields: Fields, namespace: Namespace | null): FunctionTool {
  const name = fields.text("name");
  const parameters = fields.value("parameters");
  if (parameters !== null && !isJsonObject(parameters)) fields.fail("parameters", "must be a JSON schema");
  return {
    kind: "function",
    name: flatName({ name, namespace: namespace?.name ?? null }),
    description: fields.textOrNull("description"),
    parameters: isJsonObject(parameters) ? parameters : null,
    strict: fields.booleanOrNull("strict"),
    cache: null,
    own: ownFields({ ...placeIn(namespace, name), ...fields.rest() }),
  };
}

function decodeCustom(fields: Fields, namespace: Namespace | null): CustomTool {
  const name = fields.text("name");
  return {
    kind: "custom",
    name: flatName({ name, namespace: namespace?.name ?? null }),
    description: fields.textOrNull("description"),
    format: fields.value("format"),
    cache: null,
    own: ownFields({ ...placeIn(namespace, name), ...fields.rest() }),
  };
}

function placeIn(namespace: Namespace | null, name: string): JsonObject {
  return namespace === null ? {} : { [NAMESPACE]: namespace, [NAME_IN_NAMESPACE]: name };
}

function decodeWebSearch(fields: Fields): WebSearchTool {
  const filters = fields.objectOrNull("filters");
  return {
    kind: "web-search",
    maxUses: null,
    allowedDomains: domains(filters, "allowed_domains"),
    blockedDomains: domains(filters, "blocked_domains"),
    cache: null,
    own: ownFields(fields.object),
  };
}

function domains(filters: Fields | null, key: string): string[] {
  const list = filters?.list(key) ?? [];
  return list.filter((domain) => typeof domain === "string");
}

function opaqueTool({ object }: Fields, type: string): OpaqueTool {
  return {
    kind: "opaque",
    what: type,
    opaque: { protocol: "openai-responses", value: object },
    cache: null,
    own: null,
  };
}
