import type { CountCodec, EncodedRequest, RequestTarget } from "../ir/codec";
import type { JsonObject, JsonValue } from "../ir/opaque";
import type { IrRequest } from "../ir/request";
import { encodeRequest } from "./encode-request";
import { WireReader } from "./wire-reader";

/** What `/v1/messages/count_tokens` takes of a request (API reference, "Count tokens in a Message"). */
const COUNTED = new Set([
  "model",
  "messages",
  "system",
  "tools",
  "tool_choice",
  "thinking",
  "output_config",
  "cache_control",
  "context_management",
  "mcp_servers",
  "speed",
]);

export const anthropicCount: CountCodec = { encodeRequest: encodeCount, decodeAnswer, encodeAnswer };

function encodeCount(request: IrRequest, target: RequestTarget): EncodedRequest {
  const encoded = encodeRequest(request, { ...target, wantsStream: false });
  const body = Object.entries(encoded.body).filter(([name]) => COUNTED.has(name));
  return { ...encoded, path: "/v1/messages/count_tokens", body: Object.fromEntries(body) };
}

function decodeAnswer(body: JsonValue): number {
  const reader = new WireReader("invalid_answer");
  const { input_tokens: tokens } = reader.object(body, "");
  return typeof tokens === "number" && tokens >= 0 ? tokens : reader.fail("must be a number", "input_tokens");
}

function encodeAnswer(inputTokens: number): JsonObject {
  return { input_tokens: inputTokens };
}
