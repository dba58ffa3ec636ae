import type { LossList } from "../ir/loss";
import type { JsonObject, JsonValue } from "../ir/opaque";
import type { Citation } from "../ir/part";
import { isJsonList, isJsonObject } from "./fields";
import { isOwn, ownFields } from "./own";

/** The citations in an `output_text`'s annotations. Those of files only OpenAI's clients can follow stay own. */
export function citationsOf(annotations: JsonValue | undefined): Citation[] {
  return isJsonList(annotations) ? annotations.flatMap((annotation) => citationOf(annotation) ?? []) : [];
}

/** null for what is no annotation. */
export function citationOf(annotation: JsonValue | undefined): Citation | null {
  if (!isJsonObject(annotation)) return null;
  const { url, title, filename, start_index: start, end_index: end } = annotation;
  return {
    url: typeof url === "string" ? url : null,
    title: typeof title === "string" ? title : typeof filename === "string" ? filename : null,
    citedText: null,
    range: typeof start === "number" && typeof end === "number" ? { start, end } : null,
    own: ownFields(annotation),
  };
}

/** An annotation for a citation of a text; null, with the loss, for one that names no page. */
export function encodeCitation(citation: Citation, textLength: number, losses: LossList): JsonObject | null {
  if (isOwn(citation.own)) return citation.own.fields;
  if (citation.url === null) {
    losses.dropped("citations", "without url");
    return null;
  }
  const { start, end } = citation.range ?? { start: 0, end: textLength };
  return {
    type: "url_citation",
    start_index: start,
    end_index: end,
    title: citation.title ?? "",
    url: citation.url,
  };
}

export function encodeCitations(
  citations: readonly Citation[],
  textLength: number,
  losses: LossList,
): JsonObject[] {
  return citations.map((one) => encodeCitation(one, textLength, losses)).filter((one) => one !== null);
}
