import type { JsonValue } from "../ir/opaque";
import { isJsonList, isJsonObject, type Members } from "./read-members";

/** A piece of an answer's content. */
export interface ContentPiece {
  readonly kind: "text" | "reasoning" | "refusal";
  readonly text: string;
}

/**
 * The pieces of a message's or delta's content: a text as a rule, a list of parts at Mistral's models that think.
 *
 * Source: docs.mistral.ai/capabilities/reasoning
 */
export function answerContent(message: Members): readonly ContentPiece[] {
  const content = message.value("content");
  if (content === null || content === "") return [];
  if (typeof content === "string") return [{ kind: "text", text: content }];
  if (!isJsonList(content)) return message.fail("content", "must be a string or a list of parts");
  return content.flatMap(piecesOf).filter(({ text }) => text !== "");
}

function piecesOf(part: JsonValue): readonly ContentPiece[] {
  if (typeof part === "string") return [{ kind: "text", text: part }];
  if (!isJsonObject(part)) return [];
  if (typeof part.refusal === "string") return [{ kind: "refusal", text: part.refusal }];
  const kind = part.type === "thinking" ? "reasoning" : "text";
  const text = part.thinking ?? part.text ?? "";
  if (typeof text === "string") return [{ kind, text }];
  return isJsonList(text) ? text.flatMap(piecesOf).map((piece) => ({ ...piece, kind })) : [];
}

/** The reasoning of a message or delta; whoever uses both names means the same text. */
export function answerReasoning(message: Members): string {
  const content = message.value("reasoning_content");
  if (typeof content === "string" && content !== "") return content;
  const plain = message.value("reasoning");
  return typeof plain === "string" ? plain : "";
}

/** An image a model made, as OpenRouter and Google give it: a `data:` URI in `images`. */
export function answerImages(message: Members): readonly string[] {
  return message.objects("images").flatMap((image) => {
    const url = image.child("image_url")?.string("url") ?? null;
    return url === null ? [] : [url];
  });
}

/** Throws what an answer says is an error, inside a 200. */
export function failOnError(answer: Members): void {
  const error = answer.value("error");
  if (error === null || error === false) return;
  const message = isJsonObject(error) ? error.message : error;
  const text = typeof message === "string" && message !== "" ? message : "no reason given";
  answer.fail("error", `the upstream answered with an error: ${text}`);
}
