import { findMember } from "@/lib/json-outline";
import { parseJson } from "@/lib/parse-json";
import { outlineOrNull } from "../outline-or-null";
import type { AnswerRewriter, ClientRequest, RequestVariant, VariantFacts } from "../protocol";
import { isCodeAssist, methodInPath } from "./endpoint-path";
import { wrappedMember } from "./envelope";
import type { CodeAssistResponse } from "./wire";

/** Methods that both APIs have; all others pass as they are. */
const GENERATING: ReadonlySet<string> = new Set(["generateContent", "streamGenerateContent"]);

/**
 * Puts a request into the envelope of Google's Code Assist API for a provider that wants it, or takes it out for one
 * that does not, and does the opposite to the answer. Nothing inside the envelope is touched.
 *
 * The API's `project` is left out: it takes the one of the credential's account.
 */
export function codeAssistVariant(
  request: ClientRequest,
  model: string | null,
  { geminiCliEnvelope }: VariantFacts,
): RequestVariant | null {
  const method = methodInPath(request.path);
  if (isCodeAssist(request.path) === geminiCliEnvelope || model === null) return null;
  if (GENERATING.has(method))
    return geminiCliEnvelope ? wrapped(request, model, method) : unwrapped(request, model, method);
  return method === "countTokens" && geminiCliEnvelope ? wrappedCount(request, model) : null;
}

function wrapped({ body: { bytes } }: ClientRequest, model: string, method: string): RequestVariant {
  return {
    path: `/v1internal:${method}`,
    changes: around(bytes, `{"model":${JSON.stringify(model)},"request":`, "}"),
    rewriter: unwrapAnswer,
  };
}

/**
 * Counting has an envelope of its own, which names the model inside; its answer has none. A whole request that is to be
 * counted stands in an envelope already, and goes from one into the other.
 */
function wrappedCount({ body: { bytes, outline } }: ClientRequest, model: string): RequestVariant {
  const whole = findMember(outline, "contents") ? undefined : findMember(outline, "generateContentRequest");
  const { start, end } = whole ?? { start: bytes.indexOf("{"), end: bytes.length };
  const members = whole ? (outlineOrNull(bytes.subarray(start, end)) ?? []) : outline;
  const name = JSON.stringify(`models/${model}`);
  const own = whole && findMember(members, "model");
  const named = own ? "" : `"model":${name}${members.length > 0 ? "," : ""}`;
  const changes = [
    { start: 0, end: start + 1, text: `{"request":{${named}` },
    ...(own ? [{ start: start + own.start, end: start + own.end, text: name }] : []),
    { start: end, end: bytes.length, text: "}" },
  ];
  return { path: "/v1internal:countTokens", changes, rewriter: null };
}

function unwrapped({ body }: ClientRequest, model: string, method: string): RequestVariant | null {
  const member = wrappedMember(body.outline);
  if (!member) return null;
  const changes = [
    { start: 0, end: member.start, text: "" },
    { start: member.end, end: body.bytes.length, text: "" },
  ];
  return { path: `/v1beta/models/${encodeURIComponent(model)}:${method}`, changes, rewriter: wrapAnswer };
}

function around(bytes: Buffer, before: string, behind: string) {
  return [
    { start: 0, end: 0, text: before },
    { start: bytes.length, end: bytes.length, text: behind },
  ];
}

const unwrapAnswer: AnswerRewriter = {
  whole: (body) => {
    const inner = findMember(outlineOrNull(body) ?? [], "response");
    return inner ? body.subarray(inner.start, inner.end) : body;
  },
  event: (data) => {
    const bytes = Buffer.from(data);
    const inner = findMember(outlineOrNull(bytes) ?? [], "response");
    return inner ? bytes.toString("utf8", inner.start, inner.end) : data;
  },
};

/** Puts an answer into the envelope, whole or event by event. */
export const wrapAnswer: AnswerRewriter = {
  whole: (body) => Buffer.concat([Buffer.from(`{"response":`), body, Buffer.from("}")]),
  event: (data) => (hasError(data) ? data : `{"response":${data}}`),
};

/** Errors have no envelope. */
function hasError(data: string): boolean {
  return (
    data.includes(`"error"`) && Boolean(parseJson<CodeAssistResponse & { error?: unknown }>(data)?.error)
  );
}
