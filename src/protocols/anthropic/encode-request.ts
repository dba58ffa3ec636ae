import { checkForeignFields } from "../ir/check-foreign-fields";
import type { EncodedRequest, RequestTarget } from "../ir/codec";
import { LossList } from "../ir/loss";
import { type JsonObject, ownFieldsOf } from "../ir/opaque";
import type { IrRequest } from "../ir/request";
import { CallIds } from "./call-ids";
import { claudeTraitsOf } from "./claude-traits";
import { BlockEncoder } from "./encode-block";
import { encodeOutputSettings } from "./encode-output-settings";
import { encodeSampling } from "./encode-sampling";
import { encodeToolChoice, forcesTool } from "./encode-tool-choice";
import { encodeTools, WEB_SEARCH_NAME } from "./encode-tools";
import { encodeConversation } from "./encode-turns";
import type { Message } from "./place-results";
import { SafeNames } from "./safe-names";
import { isJsonObject } from "./wire-reader";

/** The version of the API all of this is written for. */
const API_VERSION = "2023-06-01";

/**
 * Anthropic demands `max_tokens`. Where neither client nor price table name one: what every model since Claude 4 gives,
 * and what Claude Code itself asks of them.
 */
export const DEFAULT_MAX_TOKENS = 32_000;

/**
 * A Messages request.
 *
 * @throws {TranslationError} `untranslatable`
 */
export function encodeRequest(request: IrRequest, target: RequestTarget): EncodedRequest {
  const losses = new LossList();
  const traits = claudeTraitsOf(target.model);
  const names = new SafeNames(reservedNames(request));
  const { system, messages } = encodeConversation(
    request,
    new BlockEncoder(names, new CallIds(), losses),
    losses,
  );
  const tools = encodeTools(request, traits, names, losses);
  const toolChoice = encodeToolChoice(request, tools, names, losses);
  const maxTokens = maxTokensFor(request, target, losses);
  const { thinking, outputConfig } = encodeOutputSettings(
    request,
    {
      traits,
      maxTokens,
      isMaxTokensGiven: request.maxOutputTokens !== null,
      forcesTool: tools.length > 0 && forcesTool(request.toolChoice),
      isMidTurnWithoutThought: request.own?.protocol !== "anthropic" && isMidTurnWithoutThought(messages),
    },
    losses,
  );
  const isThinking = thinking !== null && thinking.type !== "disabled";
  reportUnknown(request, losses);
  const own = ownFieldsOf(request.own, "anthropic");
  const body: JsonObject = {
    ...own,
    model: target.model,
    max_tokens: maxTokens,
    ...(system.length > 0 && { system }),
    messages: messages.map(({ role, blocks, own }) => ({ role, content: blocks, ...own })),
    ...(tools.length > 0 && { tools }),
    ...(toolChoice && { tool_choice: toolChoice }),
    ...encodeSampling(request.sampling, traits, isThinking, losses),
    ...stopSequencesOf(request, losses),
    ...(thinking && { thinking }),
    ...(outputConfig && { output_config: outputConfig }),
    ...metadataOf(request, own),
    ...serviceTierOf(request, losses),
    ...(target.wantsStream && { stream: true }),
  };
  return {
    path: "/v1/messages",
    query: "",
    headers: [["anthropic-version", API_VERSION]],
    body,
    losses: losses.losses,
    toolNames: names.renamed,
  };
}

/** A client's own tool gives way to the server tool that must have its name. */
function reservedNames(request: IrRequest): ReadonlySet<string> {
  return new Set(request.tools.some(({ kind }) => kind === "web-search") ? [WEB_SEARCH_NAME] : []);
}

function maxTokensFor(request: IrRequest, target: RequestTarget, losses: LossList): number {
  const most = target.modelMaxOutputTokens;
  const wanted = request.maxOutputTokens ?? most ?? DEFAULT_MAX_TOKENS;
  const maxTokens = most === null ? wanted : Math.min(wanted, most);
  if (maxTokens !== request.maxOutputTokens) losses.approximated("max-output-tokens", String(maxTokens));
  return maxTokens;
}

/** Whether the last turn brings results to an assistant's turn that did not begin with thought. */
function isMidTurnWithoutThought(messages: readonly Message[]): boolean {
  if (messages.at(-1)?.blocks[0]?.type !== "tool_result") return false;
  const asking = messages.findLast(({ role }) => role === "assistant");
  const type = asking?.blocks[0]?.type;
  return type !== "thinking" && type !== "redacted_thinking";
}

function stopSequencesOf({ stopSequences }: IrRequest, losses: LossList): JsonObject {
  // Blank ones are refused.
  const kept = stopSequences.filter((sequence) => sequence.trim() !== "");
  if (kept.length < stopSequences.length) losses.dropped("stop-sequences", "blank ones");
  return kept.length > 0 ? { stop_sequences: kept } : {};
}

function metadataOf({ userId }: IrRequest, own: JsonObject): JsonObject {
  const metadata = {
    ...(isJsonObject(own.metadata) && own.metadata),
    ...(userId !== null && { user_id: userId }),
  };
  return Object.keys(metadata).length > 0 ? { metadata } : {};
}

/** Anthropic serves with the priority that was bought, or without: all other tiers are near one of these at best. */
function serviceTierOf({ serviceTier }: IrRequest, losses: LossList): JsonObject {
  switch (serviceTier) {
    case null:
      return {};
    case "auto":
    case "standard_only":
      return { service_tier: serviceTier };
    case "default":
    case "standard":
      return { service_tier: "standard_only" };
    case "priority":
      losses.approximated("service-tier", "priority as auto");
      return { service_tier: "auto" };
    default:
      losses.dropped("service-tier", serviceTier);
      return {};
  }
}

function reportUnknown(request: IrRequest, losses: LossList): void {
  if (request.verbosity !== null) losses.dropped("verbosity", request.verbosity);
  if (request.metadata !== null) losses.dropped("metadata");
  if (request.promptCacheKey !== null) losses.dropped("prompt-cache-key");
  // Anthropic keeps no answers to be fetched later: `false` is what it does anyway.
  if (request.store) losses.dropped("store");
  losses.addAll(checkForeignFields(request, "anthropic"));
}
