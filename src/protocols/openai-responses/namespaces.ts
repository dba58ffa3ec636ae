import type { JsonObject } from "../ir/opaque";
import type { IrRequest, Tool } from "../ir/request";
import { isJsonObject } from "./fields";
import { isOwn } from "./own";

/** Where a flattened tool's `own` keeps the namespace it came from, and its name there. */
export const NAMESPACE = "namespace";
export const NAME_IN_NAMESPACE = "name";

const SEPARATOR = "__";

/** A tool as Responses names it: its name, and the namespace it stands in. */
export interface NamespacedName {
  readonly name: string;
  readonly namespace: string | null;
}

/**
 * A tool of a namespace (Codex has some) is one of many tools elsewhere, so its name takes that of the namespace with it.
 * Nothing is read out of such a name again: `NamespaceNames` knows the tools it stands for.
 */
export function flatName({ name, namespace }: NamespacedName): string {
  return namespace === null ? name : `${namespace}${SEPARATOR}${name}`;
}

/** The namespaced tools among a client's, by their flat names. */
export class NamespaceNames {
  private readonly byFlatName = new Map<string, NamespacedName>();

  constructor(request: IrRequest) {
    for (const tool of request.tools) {
      const name = namespacedNameOf(tool);
      if (name !== null && tool.kind !== "opaque" && tool.kind !== "web-search") {
        this.byFlatName.set(tool.name, name);
      }
    }
  }

  /** The members that name a tool in an item of an answer. */
  membersFor(flat: string): JsonObject {
    const found = this.byFlatName.get(flat);
    return found ? { name: found.name, namespace: found.namespace } : { name: flat };
  }
}

/** The namespace of a tool that came in one, with its description and whatever else it has. */
export function namespaceOf(tool: Tool): JsonObject | null {
  if (!isOwn(tool.own)) return null;
  const namespace = tool.own.fields[NAMESPACE];
  return isJsonObject(namespace) ? namespace : null;
}

function namespacedNameOf(tool: Tool): NamespacedName | null {
  const namespace = namespaceOf(tool)?.name;
  const name = tool.own?.fields[NAME_IN_NAMESPACE];
  return typeof namespace === "string" && typeof name === "string" ? { name, namespace } : null;
}
