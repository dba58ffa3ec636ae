import { findMember, readMember } from "@/lib/json-outline";
import type { ClientRequest, Envelope } from "../protocol";

/** Reads the fields of a Chat Completions request that decide how it is handled. */
export function readEnvelope({ body: { bytes, outline } }: ClientRequest): Envelope {
  const model = readMember(bytes, outline, "model");
  const maxTokens =
    readMember(bytes, outline, "max_completion_tokens") ?? readMember(bytes, outline, "max_tokens");
  return {
    model: typeof model === "string" && model.trim() !== "" ? model : null,
    wantsStream: readMember(bytes, outline, "stream") === true,
    framing: "sse",
    maxOutputTokens: typeof maxTokens === "number" && maxTokens > 0 ? maxTokens : null,
    messagesCount: findMember(outline, "messages")?.elements ?? null,
  };
}
