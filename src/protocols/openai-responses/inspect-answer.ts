import { findMember, readMember } from "@/lib/json-outline";
import { outlineOrNull } from "../outline-or-null";
import type { AnswerVerdict } from "../protocol";
import { errorMessage } from "./error-body";
import { usageFromWire } from "./usage";
import type { ResponseObject } from "./wire";

/** Looks into a one-piece answer of `/v1/responses` or `/v1/responses/compact`. Every response has an `error`, mostly null. */
export function inspectAnswer(body: Buffer): AnswerVerdict {
  const outline = outlineOrNull(body);
  if (!outline) return { kind: "invalid", message: "the answer is not a JSON object" };
  if (readMember(body, outline, "error") || readMember(body, outline, "status") === "failed") {
    return { kind: "error", message: errorMessage(body) ?? "the upstream answered with an error" };
  }
  if (!findMember(outline, "output")) return { kind: "invalid", message: "the answer has no output" };
  const usage = readMember(body, outline, "usage");
  if (typeof usage !== "object" || usage === null) return { kind: "complete", usage: null };
  const output = readMember(body, outline, "output");
  const service_tier = readMember(body, outline, "service_tier");
  return { kind: "complete", usage: usageFromWire({ usage, output, service_tier } as ResponseObject) };
}
