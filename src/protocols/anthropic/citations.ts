import type { JsonObject, JsonValue } from "../ir/opaque";
import type { Citation } from "../ir/part";
import { isJsonObject, stringOrNull } from "./wire-reader";

/** A citation of a text block. Where in a document it points stays with the wire's own members. */
export function citationOf(wire: JsonObject): Citation {
  return {
    url: stringOrNull(wire.url) ?? stringOrNull(wire.source),
    title: stringOrNull(wire.title) ?? stringOrNull(wire.document_title),
    citedText: stringOrNull(wire.cited_text),
    range: null,
    own: { protocol: "anthropic", fields: wire },
  };
}

/** `citations` of a text block: a list, null or absent. */
export function citationsOf(wire: JsonValue | undefined): readonly Citation[] {
  return Array.isArray(wire) ? wire.filter(isJsonObject).map(citationOf) : [];
}

/**
 * The citation on the wire; null for one that is not Claude's. Its forms point into documents of the request or carry
 * an encrypted index, which Claude checks when the conversation goes on: one made up here would break it later.
 */
export function citationToWire(citation: Citation): JsonObject | null {
  return citation.own?.protocol === "anthropic" ? citation.own.fields : null;
}
