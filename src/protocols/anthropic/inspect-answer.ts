import { findMember, readMember } from "@/lib/json-outline";
import { outlineOrNull } from "../outline-or-null";
import type { AnswerVerdict } from "../protocol";
import { errorMessage } from "./error-body";
import { usageFromWire } from "./usage";
import type { AnthropicUsage } from "./wire";

/** Looks into a one-piece answer of `/v1/messages`. */
export function inspectAnswer(body: Buffer): AnswerVerdict {
  const outline = outlineOrNull(body);
  if (!outline) return { kind: "invalid", message: "the answer is not a JSON object" };
  if (readMember(body, outline, "type") === "error" || findMember(outline, "error")) {
    return { kind: "error", message: errorMessage(body) ?? "the upstream answered with an error" };
  }
  if (!findMember(outline, "content")) return { kind: "invalid", message: "the answer has no content" };
  const usage = readMember(body, outline, "usage");
  const reported = typeof usage === "object" && usage !== null;
  return { kind: "complete", usage: reported ? usageFromWire(usage as AnthropicUsage) : null };
}
