import { promptTokens, totalTokens, type Usage } from "@/domain/pricing/usage";
import type { JsonObject } from "../ir/opaque";

/** `usage` of a response: totals that hold their parts, as `usageFromWire` takes them apart. */
export function usageToWire(usage: Usage): JsonObject {
  return {
    input_tokens: promptTokens(usage),
    input_tokens_details: {
      cached_tokens: usage.cacheReadTokens,
      cache_write_tokens: usage.cacheWrite5mTokens + usage.cacheWrite1hTokens,
    },
    output_tokens: usage.outputTokens,
    output_tokens_details: { reasoning_tokens: usage.reasoningTokens },
    total_tokens: totalTokens(usage),
  };
}
