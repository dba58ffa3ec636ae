import { promptTokens, totalTokens, type Usage } from "@/domain/pricing/usage";
import type { JsonObject } from "../ir/opaque";

/** `usage` as OpenAI counts it: totals hold their parts, what came from a cache is part of the prompt. */
export function usageToWire(usage: Usage): JsonObject {
  const written = usage.cacheWrite5mTokens + usage.cacheWrite1hTokens;
  return {
    prompt_tokens: promptTokens(usage),
    completion_tokens: usage.outputTokens,
    total_tokens: totalTokens(usage),
    prompt_tokens_details: {
      cached_tokens: usage.cacheReadTokens,
      audio_tokens: 0,
      ...(written > 0 ? { cache_write_tokens: written } : {}),
      ...(usage.imageInputTokens > 0 ? { image_tokens: usage.imageInputTokens } : {}),
    },
    completion_tokens_details: {
      reasoning_tokens: usage.reasoningTokens,
      audio_tokens: 0,
      accepted_prediction_tokens: 0,
      rejected_prediction_tokens: 0,
      ...(usage.imageOutputTokens > 0 ? { image_tokens: usage.imageOutputTokens } : {}),
    },
  };
}

/** `service_tier` as answers tell it; none where it is the standard one, of which vendors say nothing. */
export function serviceTierToWire(usage: Usage | null): JsonObject {
  return usage === null || usage.serviceTier === "standard" ? {} : { service_tier: usage.serviceTier };
}
