import { findMember, readMember } from "@/lib/json-outline";
import type { ClientRequest, Envelope } from "../protocol";

/** Reads the fields of a Responses request that decide how it is handled. `input` is a text or a list of items. */
export function readEnvelope({ body: { bytes, outline } }: ClientRequest): Envelope {
  const model = readMember(bytes, outline, "model");
  const maxTokens = readMember(bytes, outline, "max_output_tokens");
  const input = findMember(outline, "input");
  return {
    model: typeof model === "string" && model.trim() !== "" ? model : null,
    wantsStream: readMember(bytes, outline, "stream") === true,
    framing: "sse",
    maxOutputTokens: typeof maxTokens === "number" && maxTokens > 0 ? maxTokens : null,
    messagesCount: input ? Math.max(1, input.elements) : null,
  };
}
