import { findMember, outlineJson, readMember } from "@/lib/json-outline";
import { parseJson } from "@/lib/parse-json";
import type { AnswerRewriter, ClientRequest, RequestVariant, VariantFacts } from "../protocol";
import type { ChatChunk } from "./wire";

const OPEN_BRACE = 0x7b;

/** A chunk without choices; all others go by without being parsed. */
const NO_CHOICES = /"choices"\s*:\s*\[\s*\]/;

/**
 * Asks for the usage of a stream whose client did not. Without it the upstream says nothing of usage, and all such
 * traffic would be billed by guesses; the price is `"stream_options":{"include_usage":true}` in the body. The chunk
 * that brings the usage has no counterpart in what the client asked for and is kept from it; all others pass byte for
 * byte. A client that says itself whether it wants the usage gets what it says, untouched in both directions.
 *
 * Source: platform.openai.com/docs/api-reference/chat/create, `stream_options`
 */
export function askForUsage(
  { body: { bytes, outline }, path }: ClientRequest,
  _model: string | null,
  { tellsStreamUsage }: VariantFacts,
): RequestVariant | null {
  if (!tellsStreamUsage || readMember(bytes, outline, "stream") !== true) return null;
  if (!findMember(outline, "messages")) return null;
  const options = findMember(outline, "stream_options");
  if (!options) {
    const end = bytes.lastIndexOf("}");
    return variant(path, end, `,"stream_options":{"include_usage":true}`);
  }
  // Null means none; other things are the upstream's to judge.
  if (bytes[options.start] !== OPEN_BRACE) {
    if (readMember(bytes, outline, "stream_options") !== null) return null;
    const text = `{"include_usage":true}`;
    return { path, changes: [{ start: options.start, end: options.end, text }], rewriter: withoutUsage };
  }
  const inner = outlineJson(bytes.subarray(options.start, options.end));
  if (findMember(inner, "include_usage")) return null;
  return variant(path, options.end - 1, `${inner.length > 0 ? "," : ""}"include_usage":true`);
}

function variant(path: string, at: number, text: string): RequestVariant {
  return { path, changes: [{ start: at, end: at, text }], rewriter: withoutUsage };
}

const withoutUsage: AnswerRewriter = {
  whole: (body) => body,
  event: (data) => (NO_CHOICES.test(data) && parseJson<ChatChunk | null>(data)?.usage ? null : data),
};
