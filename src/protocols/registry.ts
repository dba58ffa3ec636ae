import type { Protocol } from "@/domain/protocol";
import { anthropic } from "./anthropic";
import { gemini } from "./gemini";
import { openAiChat } from "./openai-chat";
import { openAiResponses } from "./openai-responses";
import type { ProtocolAdapter } from "./protocol";

const ADAPTERS: Readonly<Record<Protocol, ProtocolAdapter>> = {
  anthropic,
  "openai-chat": openAiChat,
  "openai-responses": openAiResponses,
  gemini,
};

/** The adapter of a wire format. */
export function adapterOf(protocol: Protocol): ProtocolAdapter {
  return ADAPTERS[protocol];
}
