import { findMember, type JsonMember, readMember } from "@/lib/json-outline";
import { outlineOrNull } from "../outline-or-null";
import type { ClientRequest, Envelope, JsonBody } from "../protocol";
import { methodInPath, modelInPath } from "./endpoint-path";

/** Google's APIs take their own parameters with a dollar sign as well. */
const EVENT_STREAM = /[?&](?:\$|%24)?alt=sse(?:&|$)/;

/**
 * Reads what decides how a Gemini request is handled: model and method stand in its path; the body may be wrapped in
 * the envelope of Code Assist, which names the model.
 */
export function readEnvelope({ body, path, query }: ClientRequest): Envelope {
  const inner = wrappedRequest(body) ?? body;
  const named = readMember(body.bytes, body.outline, "model");
  const config = readMember(inner.bytes, inner.outline, "generationConfig");
  const maxTokens = (config as { maxOutputTokens?: unknown } | null | undefined)?.maxOutputTokens;
  return {
    model: modelInPath(path) ?? nameOf(named),
    wantsStream: methodInPath(path) === "streamGenerateContent",
    framing: EVENT_STREAM.test(query) ? "sse" : "json-array",
    maxOutputTokens: typeof maxTokens === "number" && maxTokens > 0 ? maxTokens : null,
    messagesCount: findMember(inner.outline, "contents")?.elements ?? null,
  };
}

/** The request inside the envelope of Code Assist; null where there is none. */
export function wrappedRequest({ bytes, outline }: JsonBody): JsonBody | null {
  const member = wrappedMember(outline);
  if (!member) return null;
  const inner = bytes.subarray(member.start, member.end);
  const innerOutline = outlineOrNull(inner);
  return innerOutline && { bytes: inner, outline: innerOutline };
}

/** Where that request stands in the body. A request that is not wrapped has its contents at the top. */
export function wrappedMember(outline: JsonBody["outline"]): JsonMember | undefined {
  return findMember(outline, "contents") ? undefined : findMember(outline, "request");
}

function nameOf(named: unknown): string | null {
  if (typeof named !== "string") return null;
  const name = named.trim().replace(/^models\//, "");
  return name === "" ? null : name;
}
