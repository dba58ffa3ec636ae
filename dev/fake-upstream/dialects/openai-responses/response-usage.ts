import type { JsonObject } from "../../json";
import { cacheWriteTokens, promptTokens, type Usage } from "../../usage";

/** The usage object of Responses: totals first, parts of them in the details. */
export function responseUsage(usage: Usage): JsonObject {
  const input = promptTokens(usage);
  return {
    input_tokens: input,
    input_tokens_details: {
      cached_tokens: usage.cacheReadTokens,
      cache_write_tokens: cacheWriteTokens(usage),
    },
    output_tokens: usage.outputTokens,
    output_tokens_details: { reasoning_tokens: usage.reasoningTokens },
    total_tokens: input + usage.outputTokens,
  };
}
