import { findMember, type JsonOutline, readMember } from "@/lib/json-outline";
import { outlineOrNull } from "../outline-or-null";
import type { AnswerVerdict } from "../protocol";
import { errorMessage } from "./error-body";
import { usageFromWire, webSearchesOf } from "./usage";
import type { GenerateContentResponse, UsageMetadata } from "./wire";

/** Looks into a one-piece answer of `:generateContent`, wrapped or not. A blocked prompt is an answer without candidates. */
export function inspectAnswer(body: Buffer): AnswerVerdict {
  const outline = outlineOrNull(body);
  if (!outline) return { kind: "invalid", message: "the answer is not a JSON object" };
  if (findMember(outline, "error")) {
    return { kind: "error", message: errorMessage(body) ?? "the upstream answered with an error" };
  }
  const wrapped = findMember(outline, "response");
  if (!wrapped) return inspectResponse(body, outline);
  const inner = body.subarray(wrapped.start, wrapped.end);
  return inspectResponse(inner, outlineOrNull(inner) ?? []);
}

function inspectResponse(bytes: Buffer, outline: JsonOutline): AnswerVerdict {
  if (!findMember(outline, "candidates") && !findMember(outline, "promptFeedback")) {
    return { kind: "invalid", message: "the answer has no candidates" };
  }
  const usage = readMember(bytes, outline, "usageMetadata");
  if (typeof usage !== "object" || usage === null) return { kind: "complete", usage: null };
  return { kind: "complete", usage: usageFromWire(usage as UsageMetadata, webSearches(bytes, outline)) };
}

/** Candidates are parsed only where a search is told of. */
function webSearches(bytes: Buffer, outline: JsonOutline): number {
  if (!bytes.includes('"webSearchQueries"')) return 0;
  return webSearchesOf({
    candidates: readMember(bytes, outline, "candidates"),
    modelVersion: readMember(bytes, outline, "modelVersion"),
  } as GenerateContentResponse);
}
