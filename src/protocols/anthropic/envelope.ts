import { findMember, readMember } from "@/lib/json-outline";
import type { ClientRequest, Envelope } from "../protocol";

/** Reads the fields of a Messages request that decide how it is handled. */
export function readEnvelope({ body }: ClientRequest): Envelope {
  const { bytes, outline } = body;
  const model = readMember(bytes, outline, "model");
  const maxTokens = readMember(bytes, outline, "max_tokens");
  return {
    model: typeof model === "string" && model.trim() !== "" ? model : null,
    wantsStream: readMember(bytes, outline, "stream") === true,
    framing: "sse",
    maxOutputTokens: typeof maxTokens === "number" && maxTokens > 0 ? maxTokens : null,
    messagesCount: findMember(outline, "messages")?.elements ?? null,
  };
}
