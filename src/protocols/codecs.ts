import type { Protocol } from "@/domain/protocol";
import { anthropicCodec } from "./anthropic/codec";
import { geminiCodec } from "./gemini/codec";
import type { Codec } from "./ir/codec";
import { openAiChatCodec } from "./openai-chat/codec";
import { openAiResponsesCodec } from "./openai-responses/codec";

const CODECS: Readonly<Record<Protocol, Codec>> = {
  anthropic: anthropicCodec,
  "openai-chat": openAiChatCodec,
  "openai-responses": openAiResponsesCodec,
  gemini: geminiCodec,
};

/** The codec of a wire format. */
export function codecOf(protocol: Protocol): Codec {
  return CODECS[protocol];
}
