import type { Codec } from "../ir/codec";
import { decodeRequest } from "./decode-request";
import { decodeResponse } from "./decode-response";
import { ChatStreamDecoder } from "./decode-stream";
import { encodeRequest } from "./encode-request";
import { encodeResponse } from "./encode-response";
import { ChatStreamEncoder } from "./encode-stream";

/** OpenAI's Chat Completions, to and from the intermediate representation. It has no endpoint that counts tokens. */
export const openAiChatCodec: Codec = {
  protocol: "openai-chat",
  decodeRequest,
  encodeRequest,
  decodeResponse,
  encodeResponse,
  openStreamDecoder: () => new ChatStreamDecoder(),
  openStreamEncoder: (facts) => new ChatStreamEncoder(facts),
  count: null,
};
