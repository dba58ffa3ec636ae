import { findMember, readMember } from "@/lib/json-outline";
import { outlineOrNull } from "../outline-or-null";
import type { AnswerVerdict } from "../protocol";
import { errorMessage } from "./error-body";
import { usageFromWire } from "./usage";
import type { ChatUsage } from "./wire";

/** What tells an answer of each endpoint from anything else: completions have choices, embeddings and lists data. */
const CONTENT = ["choices", "data"];

/** Looks into a one-piece answer of `/v1/chat/completions` or `/v1/embeddings`. */
export function inspectAnswer(body: Buffer): AnswerVerdict {
  const outline = outlineOrNull(body);
  if (!outline) return { kind: "invalid", message: "the answer is not a JSON object" };
  if (readMember(body, outline, "error")) {
    return { kind: "error", message: errorMessage(body) ?? "the upstream answered with an error" };
  }
  if (!CONTENT.some((name) => findMember(outline, name))) {
    return { kind: "invalid", message: "the answer has no choices" };
  }
  const usage = readMember(body, outline, "usage");
  const reported = typeof usage === "object" && usage !== null;
  if (!reported) return { kind: "complete", usage: null };
  const serviceTier = readMember(body, outline, "service_tier");
  return { kind: "complete", usage: usageFromWire(usage as ChatUsage, serviceTier) };
}
