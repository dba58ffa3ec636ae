import { checkForeignFields } from "../ir/check-foreign-fields";
import type { EncodedRequest, RequestTarget } from "../ir/codec";
import { LossList } from "../ir/loss";
import { type JsonObject, type JsonValue, ownFieldsOf } from "../ir/opaque";
import type { IrRequest } from "../ir/request";
import type { EncodeContext } from "./encode-context";
import { encodeIdentity } from "./encode-identity";
import { encodeMessages } from "./encode-messages";
import { encodeOutputFormat, jsonPrompt } from "./encode-output-format";
import { encodeReasoning } from "./encode-reasoning";
import { encodeSampling } from "./encode-sampling";
import { encodeTools } from "./encode-tools";
import { modelTraits } from "./model-traits";
import { isJsonObject } from "./read-members";
import { ToolNames } from "./tool-names";

/**
 * Makes a body of `POST /v1/chat/completions`. Which parameters it may hold depends on the model: OpenAI's reasoning
 * models refuse what others need, compatible servers know less than OpenAI.
 *
 * Source: platform.openai.com/docs/api-reference/chat/create
 * @throws {TranslationError} `untranslatable` where a Responses request refers to what only its vendor keeps
 */
export function encodeRequest(request: IrRequest, target: RequestTarget): EncodedRequest {
  const losses = new LossList();
  const context: EncodeContext = { traits: modelTraits(target.model), names: new ToolNames(), losses };
  losses.addAll(checkForeignFields(request, "openai-chat"));
  const { stream_options: streamOptions, ...own } = ownFieldsOf(request.own, "openai-chat");
  const body: JsonObject = {
    ...own,
    model: target.model,
    messages: jsonPrompt(request, encodeMessages(request, context)),
    ...encodeTools(request, context),
    ...encodeLimit(request, target, context),
    ...encodeSampling(request, context),
    ...encodeReasoning(request.reasoning, context),
    ...encodeOutputFormat(request, context),
    ...encodeIdentity(request, context),
    ...encodeStream(streamOptions, target),
  };
  const { losses: found } = losses;
  const toolNames = context.names.originals;
  return { path: "/v1/chat/completions", query: "", headers: [], body, losses: found, toolNames };
}

/**
 * The cap on output. OpenAI's reasoning models know `max_completion_tokens` only, many compatible servers `max_tokens`
 * only. More than the model can give is an error at OpenAI, and at Anthropic clients ask for a lot as a matter of course.
 */
function encodeLimit(
  { maxOutputTokens }: IrRequest,
  { modelMaxOutputTokens }: RequestTarget,
  { traits, losses }: EncodeContext,
): JsonObject {
  if (maxOutputTokens === null) return {};
  const limit = Math.min(maxOutputTokens, modelMaxOutputTokens ?? maxOutputTokens);
  if (limit < maxOutputTokens) losses.approximated("max-output-tokens", `the model gives ${limit}`);
  return { [traits.isOpenAi ? "max_completion_tokens" : "max_tokens"]: limit };
}

/** The usage of streams is asked for always: the hub bills by it, and keeps it from clients that did not ask. */
function encodeStream(options: JsonValue | undefined, { wantsStream }: RequestTarget): JsonObject {
  if (!wantsStream) return {};
  return { stream: true, stream_options: { ...(isJsonObject(options) ? options : {}), include_usage: true } };
}
