import { findMember, readMember } from "@/lib/json-outline";
import type { JsonBody } from "../protocol";
import { wrappedRequest } from "./envelope";

/** Gemini's own API has no place for it; Code Assist has `session_id` inside the envelope. */
export function sessionHintOf(body: JsonBody): string | null {
  if (!findMember(body.outline, "request")) return null;
  const inner = wrappedRequest(body);
  const id = inner && readMember(inner.bytes, inner.outline, "session_id");
  return typeof id === "string" && id !== "" ? id : null;
}
