import { type JsonObject, type JsonValue, ownFieldsOf } from "../ir/opaque";
import type { IrRequest } from "../ir/request";
import { digest } from "./call-ids";
import type { EncodeContext } from "./encode-context";
import { isChatOwn } from "./own-fields";

const TIERS: readonly string[] = ["auto", "default", "flex", "scale", "priority", "fast"];
const MAX_ID = 64;
const MAX_METADATA = { pairs: 16, key: 64, value: 512 };

/** What OpenAI keeps, bills and counts a request by. Compatible servers get of it what their client said itself. */
export function encodeIdentity(request: IrRequest, context: EncodeContext): JsonObject {
  const isKnown = context.traits.isOpenAi || isChatOwn(request);
  return {
    ...encodeUser(request, context),
    ...encodeMetadata(request, context),
    ...encodeTier(request, isKnown, context),
    ...encodeStore(request, isKnown, context),
    ...encodeCacheKey(request, isKnown, context),
    ...encodeVerbosity(request, context),
  };
}

/** Claude Code's user id is far longer than the API takes: its digest tells users apart as well. */
function encodeUser({ userId, own }: IrRequest, { traits, losses }: EncodeContext): JsonObject {
  if (userId === null) return {};
  const name = traits.isOpenAi && !("user" in ownFieldsOf(own, "openai-chat")) ? "safety_identifier" : "user";
  if (userId.length <= MAX_ID) return { [name]: userId };
  losses.approximated("user-id", "as its digest");
  return { [name]: digest(userId, MAX_ID) };
}

/** OpenAI takes metadata only with what it stores. */
function encodeMetadata(request: IrRequest, { traits, losses }: EncodeContext): JsonObject {
  const { metadata, store } = request;
  if (!metadata) return {};
  if (isChatOwn(request)) return { metadata };
  if (!traits.isOpenAi || store !== true) {
    losses.dropped("metadata");
    return {};
  }
  const pairs = Object.entries(metadata).filter(([key, value]) => isTaken(key, value));
  if (pairs.length < Object.keys(metadata).length || pairs.length > MAX_METADATA.pairs) {
    losses.approximated("metadata", "only short texts, and not more than 16");
  }
  return { metadata: Object.fromEntries(pairs.slice(0, MAX_METADATA.pairs)) };
}

function isTaken(key: string, value: JsonValue): boolean {
  return key.length <= MAX_METADATA.key && typeof value === "string" && value.length <= MAX_METADATA.value;
}

function encodeTier({ serviceTier }: IrRequest, isKnown: boolean, { losses }: EncodeContext): JsonObject {
  // Anthropic's word for what OpenAI calls default.
  const tier = serviceTier === "standard_only" ? "default" : serviceTier;
  if (tier === null || (tier === "auto" && !isKnown)) return {};
  if (isKnown && TIERS.includes(tier)) return { service_tier: tier };
  losses.dropped("service-tier", tier);
  return {};
}

/** Servers that do not know the member store nothing, as far as they say. */
function encodeStore({ store }: IrRequest, isKnown: boolean, { losses }: EncodeContext): JsonObject {
  if (store === null) return {};
  if (isKnown) return { store };
  if (store) losses.dropped("store");
  return {};
}

function encodeCacheKey(
  { promptCacheKey }: IrRequest,
  isKnown: boolean,
  { losses }: EncodeContext,
): JsonObject {
  if (promptCacheKey === null) return {};
  if (isKnown) {
    return {
      prompt_cache_key: promptCacheKey.length > MAX_ID ? digest(promptCacheKey, MAX_ID) : promptCacheKey,
    };
  }
  losses.dropped("prompt-cache-key");
  return {};
}

function encodeVerbosity(request: IrRequest, { traits, losses }: EncodeContext): JsonObject {
  const { verbosity } = request;
  if (verbosity === null) return {};
  if (traits.takesVerbosity || isChatOwn(request)) return { verbosity };
  losses.dropped("verbosity", verbosity);
  return {};
}
