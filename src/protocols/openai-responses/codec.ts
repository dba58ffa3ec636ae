import type { Codec } from "../ir/codec";
import { count } from "./count";
import { decodeRequest } from "./decode-request";
import { decodeResponse } from "./decode-response";
import { ResponsesStreamDecoder } from "./decode-stream";
import { encodeRequest } from "./encode-request";
import { encodeResponse } from "./encode-response";
import { ResponsesStreamEncoder } from "./encode-stream";

/** The Responses API's half of every translation. */
export const openAiResponsesCodec: Codec = {
  protocol: "openai-responses",
  decodeRequest,
  encodeRequest,
  decodeResponse,
  encodeResponse,
  openStreamDecoder: () => new ResponsesStreamDecoder(),
  openStreamEncoder: (facts) => new ResponsesStreamEncoder(facts),
  count,
};
