import type { Codec } from "../ir/codec";
import { anthropicCount } from "./count-tokens";
import { decodeRequest } from "./decode-request";
import { decodeResponse } from "./decode-response";
import { AnthropicStreamDecoder } from "./decode-stream";
import { encodeRequest } from "./encode-request";
import { encodeResponse } from "./encode-response";
import { AnthropicStreamEncoder } from "./encode-stream";

/** Anthropic's half of translation: the Messages API. docs/protocols/anthropic.md says what becomes of each field. */
export const anthropicCodec: Codec = {
  protocol: "anthropic",
  decodeRequest,
  encodeRequest,
  decodeResponse,
  encodeResponse,
  openStreamDecoder: () => new AnthropicStreamDecoder(),
  openStreamEncoder: (facts) => new AnthropicStreamEncoder(facts),
  count: anthropicCount,
};
