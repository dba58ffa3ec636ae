import { findMember, readMember } from "@/lib/json-outline";
import type { Envelope, JsonBody } from "../protocol";

/** Reads the fields of a Messages request that decide how it is handled. */
export function readEnvelope({ bytes, outline }: JsonBody): Envelope {
  const model = readMember(bytes, outline, "model");
  const maxTokens = readMember(bytes, outline, "max_tokens");
  return {
    model: typeof model === "string" && model.trim() !== "" ? model : null,
    wantsStream: readMember(bytes, outline, "stream") === true,
    maxOutputTokens: typeof maxTokens === "number" && maxTokens > 0 ? maxTokens : null,
    messagesCount: findMember(outline, "messages")?.elements ?? null,
  };
}
