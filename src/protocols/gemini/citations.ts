import type { JsonObject, JsonValue } from "../ir/opaque";
import type { Citation } from "../ir/part";
import { listOf, numberOrNull, objectOrEmpty, stringOrNull } from "./read-wire";

/** A text of an answer, as far as citations go: they are found over all of them, in order. */
export interface CitedText {
  readonly text: string;
}

/** A citation with the text it is for. */
export interface Placed<Text extends CitedText> {
  readonly text: Text;
  readonly citation: Citation;
}

interface Source {
  readonly url: string | null;
  readonly title: string | null;
}

/**
 * What a candidate tells of its sources (`groundingMetadata`, `citationMetadata`). Segments are given in bytes of the
 * candidate's text, citations have them in the text's own units.
 */
export function citationsIn<Text extends CitedText>(
  candidate: JsonObject,
  texts: readonly Text[],
): Placed<Text>[] {
  const last = texts.at(-1);
  const hasSources = candidate.groundingMetadata !== undefined || candidate.citationMetadata !== undefined;
  if (!last || !hasSources) return [];
  const grounding = objectOrEmpty(candidate.groundingMetadata);
  const sources = listOf(grounding.groundingChunks).map(sourceOf);
  const supports = listOf(grounding.groundingSupports).map(objectOrEmpty);
  const placed = supports.flatMap((support) => {
    const cited = listOf(support.groundingChunkIndices).map((index) => sources[numberOrNull(index) ?? -1]);
    const segment = objectOrEmpty(support.segment);
    return cited.flatMap((source) => (source ? [place(source, segment, texts, last)] : []));
  });
  const unplaced =
    supports.length > 0 ? [] : sources.map((source) => ({ text: last, citation: cite(source, null) }));
  const recited = listOf(objectOrEmpty(candidate.citationMetadata).citations).map((wire) => {
    const { uri, title, startIndex, endIndex } = objectOrEmpty(wire);
    const source = { url: stringOrNull(uri), title: stringOrNull(title) };
    return place(source, { startIndex: startIndex ?? null, endIndex: endIndex ?? null }, texts, last);
  });
  return [...placed, ...unplaced, ...recited];
}

function sourceOf(chunk: JsonValue): Source {
  const wire = objectOrEmpty(chunk);
  const { uri, title } = objectOrEmpty(wire.web ?? wire.retrievedContext ?? wire.maps);
  return { url: stringOrNull(uri), title: stringOrNull(title) };
}

function cite(source: Source, range: Citation["range"]): Citation {
  return { ...source, citedText: null, range, own: null };
}

function place<Text extends CitedText>(
  source: Source,
  segment: JsonObject,
  texts: readonly Text[],
  last: Text,
): Placed<Text> {
  const end = numberOrNull(segment.endIndex);
  if (end === null) return { text: last, citation: cite(source, null) };
  let offset = 0;
  for (const text of texts) {
    const bytes = Buffer.from(text.text);
    const start = (numberOrNull(segment.startIndex) ?? 0) - offset;
    if (start >= 0 && end - offset <= bytes.length && start < end - offset) {
      const range = { start: unitsOf(bytes, start), end: unitsOf(bytes, end - offset) };
      return { text, citation: cite(source, range) };
    }
    offset += bytes.length;
  }
  return { text: last, citation: cite(source, null) };
}

function unitsOf(bytes: Buffer, end: number): number {
  return bytes.toString("utf8", 0, end).length;
}

/** The `groundingMetadata` of citations in an answer's texts; null without any. */
export function groundingOf(
  texts: readonly (CitedText & { readonly citations: readonly Citation[] })[],
): JsonObject | null {
  const groundingChunks: JsonObject[] = [];
  const groundingSupports: JsonObject[] = [];
  let offset = 0;
  for (const { text, citations } of texts) {
    for (const { url, title, range } of citations) {
      const web = { ...(url !== null && { uri: url }), ...(title !== null && { title }) };
      if (range) {
        const segment = segmentOf(text, range, offset);
        groundingSupports.push({ segment, groundingChunkIndices: [groundingChunks.length] });
      }
      groundingChunks.push({ web });
    }
    offset += Buffer.byteLength(text);
  }
  if (groundingChunks.length === 0) return null;
  return { groundingChunks, ...(groundingSupports.length > 0 && { groundingSupports }) };
}

function segmentOf(text: string, { start, end }: NonNullable<Citation["range"]>, offset: number): JsonObject {
  const startIndex = offset + Buffer.byteLength(text.slice(0, start));
  const cited = text.slice(start, end);
  return { startIndex, endIndex: startIndex + Buffer.byteLength(cited), text: cited };
}
