import type { LossList } from "../ir/loss";
import { type JsonObject, ownFieldsOf } from "../ir/opaque";
import type { Citation } from "../ir/part";
import { chatOwn } from "./own-fields";
import type { Members } from "./read-members";

/** The sources of a web search, as annotations name them. Other kinds point to the vendor's own files. */
export function decodeAnnotations(annotations: readonly Members[]): readonly Citation[] {
  return annotations.flatMap((annotation) => {
    if (annotation.string("type") !== "url_citation") return [];
    // Some compatible servers have the members without the envelope.
    const source = annotation.child("url_citation") ?? annotation;
    const start = source.number("start_index");
    const end = source.number("end_index");
    const url = source.string("url");
    const title = source.string("title");
    const citedText = source.string("content");
    const range = start === null || end === null || end <= start ? null : { start, end };
    return [{ url, title, citedText, range, own: chatOwn(source.rest()) }];
  });
}

/**
 * @param stretch of the answer's text that the cited part takes up; for citations of all of it
 */
export function encodeAnnotation(
  { url, title, range, own }: Citation,
  stretch: { readonly start: number; readonly end: number },
  losses: LossList,
): readonly JsonObject[] {
  if (url === null) {
    losses.dropped("citations", "without an address");
    return [];
  }
  const { start, end } = range ?? stretch;
  const source = { url, title: title ?? url, start_index: start, end_index: end };
  return [{ type: "url_citation", url_citation: { ...ownFieldsOf(own, "openai-chat"), ...source } }];
}
