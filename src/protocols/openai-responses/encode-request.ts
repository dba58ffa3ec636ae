import { checkForeignFields } from "../ir/check-foreign-fields";
import type { EncodedRequest, RequestTarget } from "../ir/codec";
import { LossList } from "../ir/loss";
import type { JsonObject } from "../ir/opaque";
import { plainText } from "../ir/part";
import type { IrRequest } from "../ir/request";
import { encodeInput, isInputMessage } from "./encode-input";
import { encodeTextConfig } from "./encode-output-format";
import { encodeReasoningConfig } from "./encode-reasoning-config";
import { encodeTools } from "./encode-tools";
import { endUserId } from "./end-user-id";
import { given } from "./given";
import { isOwn } from "./own";
import { type ModelTraits, traitsOf } from "./reasoning-models";
import { encodeToolChoice } from "./tool-choice";
import { ToolNames } from "./tool-names";

/** The least the API takes for `max_output_tokens`. */
const MIN_OUTPUT_TOKENS = 16;

/** Names of tiers that mean the same here. */
const SERVICE_TIERS: Readonly<Record<string, string>> = {
  auto: "auto",
  default: "default",
  standard: "default",
  standard_only: "default",
  flex: "flex",
  priority: "priority",
};

/** The most members of `metadata`, and the longest value. */
const MAX_METADATA = 16;
const MAX_METADATA_VALUE = 512;

/**
 * A request to the Responses API. One that came in this protocol goes out as it came; of others what the API has no
 * place for, or refuses, is lost and reported.
 *
 * @throws {TranslationError} `untranslatable` for a request that needs another vendor's memory
 */
export function encodeRequest(request: IrRequest, target: RequestTarget): EncodedRequest {
  const losses = new LossList();
  const names = new ToolNames();
  losses.addAll(checkForeignFields(request, "openai-responses"));
  const body = {
    ...conversation(request, target, names, losses),
    ...(isOwn(request.own) ? ownOptions(request) : foreignOptions(request, traitsOf(target.model), losses)),
  };
  return {
    path: "/v1/responses",
    query: "",
    headers: [],
    body,
    losses: losses.losses,
    toolNames: names.restored,
  };
}

/** What a request and the counting of its tokens share. */
export function conversation(
  request: IrRequest,
  { model, wantsStream }: Pick<RequestTarget, "model" | "wantsStream">,
  names: ToolNames,
  losses: LossList,
): JsonObject {
  const tools = encodeTools(request.tools, names, losses);
  return given({
    model,
    stream: wantsStream || null,
    instructions: instructionsOf(request),
    input: encodeInput(request, names, losses),
    tools: tools.length > 0 ? tools : null,
    tool_choice: encodeToolChoice(request, names, losses),
    parallel_tool_calls: request.parallelToolCalls,
  });
}

/** Prompts before the conversation that were no messages of this protocol. */
function instructionsOf({ instructions }: IrRequest): string | null {
  const texts = instructions.filter((one) => !isInputMessage(one)).map(({ parts }) => plainText(parts));
  return texts.length > 0 ? texts.join("\n\n") : null;
}

function ownOptions(request: IrRequest): JsonObject {
  const { sampling } = request;
  const options = given({
    temperature: sampling.temperature,
    top_p: sampling.topP,
    top_logprobs: sampling.topLogprobs,
    max_output_tokens: request.maxOutputTokens,
    metadata: request.metadata,
    service_tier: request.serviceTier,
    store: request.store,
    prompt_cache_key: request.promptCacheKey,
  });
  return { ...options, ...request.own?.fields };
}

function foreignOptions(request: IrRequest, traits: ModelTraits, losses: LossList): JsonObject {
  const reasoning = encodeReasoningConfig(request.reasoning, traits, losses);
  const isReasoning = reasoning !== null && reasoning.effort !== "none";
  loseSampling(request, losses);
  return given({
    ...encodeSampling(request, traits, losses),
    max_output_tokens: outputLimit(request.maxOutputTokens, losses),
    reasoning,
    include: isReasoning ? ["reasoning.encrypted_content"] : null,
    text: encodeTextConfig(request, losses),
    metadata: encodeMetadata(request.metadata, losses),
    safety_identifier: request.userId === null ? null : endUserId(request.userId),
    service_tier: encodeServiceTier(request.serviceTier, losses),
    store: request.store ?? false,
    prompt_cache_key: request.promptCacheKey,
  });
}

function encodeSampling({ sampling }: IrRequest, traits: ModelTraits, losses: LossList): JsonObject {
  const { temperature, topP } = sampling;
  if (!traits.hasFixedSampling) return { temperature, top_p: topP };
  if (temperature !== null) losses.dropped("temperature");
  if (topP !== null) losses.dropped("top-p");
  return {};
}

/** What the API has no place for. */
function loseSampling({ sampling, stopSequences }: IrRequest, losses: LossList): void {
  if (stopSequences.length > 0) losses.dropped("stop-sequences");
  if (sampling.topK !== null) losses.dropped("top-k");
  if (sampling.seed !== null) losses.dropped("seed");
  if ((sampling.candidates ?? 1) > 1) losses.dropped("multiple-candidates");
  if (sampling.topLogprobs !== null) losses.dropped("logprobs");
  if (sampling.frequencyPenalty || sampling.presencePenalty) losses.dropped("penalties");
}

function outputLimit(tokens: number | null, losses: LossList): number | null {
  if (tokens === null || tokens >= MIN_OUTPUT_TOKENS) return tokens;
  losses.approximated("max-output-tokens", String(tokens));
  return MIN_OUTPUT_TOKENS;
}

function encodeMetadata(metadata: JsonObject | null, losses: LossList): JsonObject | null {
  const all = Object.entries(metadata ?? {});
  const fits = all.filter(([, value]) => typeof value === "string" && value.length <= MAX_METADATA_VALUE);
  const kept = fits.slice(0, MAX_METADATA);
  if (kept.length < all.length) losses.dropped("metadata", "values that are no short texts");
  return kept.length > 0 ? Object.fromEntries(kept) : null;
}

function encodeServiceTier(tier: string | null, losses: LossList): string | null {
  const known = tier === null ? null : (SERVICE_TIERS[tier] ?? null);
  if (tier !== null && known === null) losses.dropped("service-tier", tier);
  return known;
}
