import type { RequestSource, Translated } from "../ir/codec";
import type { JsonObject } from "../ir/opaque";
import type { IrRequest } from "../ir/request";
import { decodeMessages } from "./decode-messages";
import { decodeOutputFormat, decodeReasoning, decodeSampling, decodeStop } from "./decode-settings";
import { decodeToolChoice, decodeTools } from "./decode-tools";
import { chatOwn } from "./own-fields";
import { Members } from "./read-members";

/**
 * Reads a body of `POST /v1/chat/completions`. What has no place in the representation is kept as own fields, so
 * nothing is lost here.
 *
 * Source: platform.openai.com/docs/api-reference/chat/create; openrouter.ai/docs/api-reference/parameters
 * @throws {TranslationError} `invalid_request`
 */
export function decodeRequest({ body: value }: RequestSource): Translated<IrRequest> {
  const body = Members.of(value, "", "invalid_request");
  const messages = body.objects("messages");
  if (messages.length === 0) body.fail("messages", "must hold at least one message");
  const maxCompletionTokens = body.number("max_completion_tokens");
  const maxTokens = body.number("max_tokens");
  const safetyIdentifier = body.string("safety_identifier");
  const hasLegacyFunctions = body.list("functions").length > 0 && body.list("tools").length === 0;
  const streamOptions = body.child("stream_options");
  const wantsStreamUsage = streamOptions?.boolean("include_usage") ?? false;
  body.value("model");
  const request: Omit<IrRequest, "own"> = {
    ...decodeMessages(messages),
    tools: decodeTools(body),
    toolChoice: decodeToolChoice(body),
    // A `function_call` holds one call only.
    parallelToolCalls: hasLegacyFunctions ? false : body.boolean("parallel_tool_calls"),
    sampling: decodeSampling(body),
    maxOutputTokens: maxCompletionTokens ?? maxTokens,
    stopSequences: decodeStop(body),
    reasoning: decodeReasoning(body),
    outputFormat: decodeOutputFormat(body),
    verbosity: body.string("verbosity"),
    userId: safetyIdentifier ?? body.string("user"),
    metadata: body.json("metadata"),
    serviceTier: body.string("service_tier"),
    store: body.boolean("store"),
    promptCacheKey: body.string("prompt_cache_key"),
    wantsStream: body.boolean("stream") ?? false,
    wantsStreamUsage,
  };
  return { value: { ...request, own: chatOwn(ownOf(body, streamOptions)) }, losses: [] };
}

function ownOf(body: Members, streamOptions: Members | null): JsonObject {
  const options = streamOptions?.rest() ?? {};
  const rest = body.rest();
  return Object.keys(options).length === 0 ? rest : { ...rest, stream_options: options };
}
