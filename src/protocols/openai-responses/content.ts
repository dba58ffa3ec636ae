import type { LossList } from "../ir/loss";
import { type JsonObject, type JsonValue, ownFieldsOf } from "../ir/opaque";
import { type OpaquePart, type Part, PLAIN, type RefusalPart, type TextPart } from "../ir/part";
import { TranslationError, type TranslationErrorCode } from "../ir/translation-error";
import { citationsOf, encodeCitations } from "./annotations";
import { cacheMarkerOf } from "./cache-breakpoint";
import { Fields, isJsonList } from "./fields";
import { decodeAudio, decodeFile, decodeImage } from "./media";
import { isOwn, ownFields } from "./own";

/** What a text is called: the model's own words are output, all others are input. */
export type TextType = "input_text" | "output_text";

type ContentPart = Exclude<Part, { kind: "reasoning" | "tool-call" | "tool-result" }>;

/**
 * The content of a message or of a tool's output: a text, or a list of parts.
 *
 * @param textType what a text is called there; one that is called otherwise keeps its name
 * @throws {TranslationError} with `code`
 */
export function decodeContent(
  content: JsonValue,
  path: string,
  textType: TextType,
  code: TranslationErrorCode,
): ContentPart[] {
  if (typeof content === "string")
    return [{ kind: "text", text: content, citations: [], cache: null, own: ownFields({}) }];
  if (!isJsonList(content)) {
    if (content === null && code === "invalid_answer") return [];
    throw new TranslationError(code, "must be a string or a list", path);
  }
  return content.map((part, index) => decodePart(Fields.of(part, `${path}[${index}]`, code), textType));
}

function decodePart(fields: Fields, textType: TextType): ContentPart {
  const type = fields.text("type");
  switch (type) {
    case "input_text":
    case "output_text":
    case "text":
      return decodeText(fields, type, textType);
    case "refusal":
      return decodeRefusal(fields);
    case "input_image":
      return decodeImage(fields);
    case "input_file":
      return decodeFile(fields);
    case "input_audio":
      return decodeAudio(fields);
    default:
      return opaquePart(type, fields.object);
  }
}

function decodeText(fields: Fields, type: string, textType: TextType): TextPart {
  const text = fields.text("text");
  const rest = fields.rest();
  const own = type === textType ? rest : { type, ...rest };
  const citations = citationsOf(fields.object.annotations);
  return { kind: "text", text, citations, cache: cacheMarkerOf(fields), own: ownFields(own) };
}

function decodeRefusal(fields: Fields): RefusalPart {
  const text = fields.text("refusal");
  return { kind: "refusal", text, cache: null, own: ownFields(fields.rest()) };
}

/** Something that only this protocol has, whole. */
export function opaquePart(what: string, value: JsonObject): OpaquePart {
  return { kind: "opaque", what, opaque: { protocol: "openai-responses", value }, ...PLAIN };
}

export function encodeText(part: TextPart, type: TextType, losses: LossList): JsonObject {
  if (isOwn(part.own)) return { type, text: part.text, ...part.own.fields };
  if (part.cache !== null) losses.dropped("cache-marker");
  if (type === "input_text") return { type, text: part.text };
  const annotations = encodeCitations(part.citations, part.text.length, losses);
  return { type, text: part.text, annotations };
}

export function encodeRefusal(part: RefusalPart): JsonObject {
  return { type: "refusal", refusal: part.text, ...ownFieldsOf(part.own, "openai-responses") };
}
