import type { JsonObject } from "../../json";
import { cacheWriteTokens, promptTokens, type Usage } from "../../usage";

/** The usage object of Chat Completions: totals first, parts of them in the details. */
export function completionUsage(usage: Usage): JsonObject {
  const prompt = promptTokens(usage);
  const written = cacheWriteTokens(usage);
  return {
    prompt_tokens: prompt,
    completion_tokens: usage.outputTokens,
    total_tokens: prompt + usage.outputTokens,
    prompt_tokens_details: {
      cached_tokens: usage.cacheReadTokens,
      audio_tokens: 0,
      ...(written > 0 ? { cache_write_tokens: written } : {}),
    },
    completion_tokens_details: {
      reasoning_tokens: usage.reasoningTokens,
      audio_tokens: 0,
      accepted_prediction_tokens: 0,
      rejected_prediction_tokens: 0,
    },
  };
}
