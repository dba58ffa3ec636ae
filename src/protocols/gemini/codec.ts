import type { Codec } from "../ir/codec";
import { count } from "./count";
import { decodeRequest } from "./decode-request";
import { decodeResponse } from "./decode-response";
import { GeminiStreamDecoder } from "./decode-stream";
import { encodeRequest } from "./encode-request";
import { encodeResponse } from "./encode-response";
import { GeminiStreamEncoder } from "./encode-stream";

/** Gemini's half of every translation; docs/protocols/gemini.md says field by field what it keeps. */
export const geminiCodec: Codec = {
  protocol: "gemini",
  decodeRequest,
  encodeRequest,
  decodeResponse,
  encodeResponse,
  openStreamDecoder: () => new GeminiStreamDecoder(),
  openStreamEncoder: (facts) => new GeminiStreamEncoder(facts),
  count,
};
