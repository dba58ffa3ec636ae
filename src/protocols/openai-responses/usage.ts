import type { Usage } from "@/domain/pricing/usage";
import { serviceTierOf } from "../service-tier";
import { tokenCount } from "../token-count";
import type { ResponseObject } from "./wire";

/**
 * OpenAI's totals hold their parts: what was read from or written to a cache is taken out of the input. Web searches are
 * counted by the calls in the output.
 */
export function usageFromWire({ usage, output, service_tier }: ResponseObject): Usage {
  const input = tokenCount(usage?.input_tokens);
  const details = usage?.input_tokens_details;
  const cacheReadTokens = Math.min(tokenCount(details?.cached_tokens), input);
  const cacheWriteTokens = Math.min(tokenCount(details?.cache_write_tokens), input - cacheReadTokens);
  return {
    inputTokens: input - cacheReadTokens - cacheWriteTokens,
    cacheReadTokens,
    cacheWrite5mTokens: cacheWriteTokens,
    cacheWrite1hTokens: 0,
    outputTokens: Math.max(tokenCount(usage?.output_tokens), tokenCount(usage?.total_tokens) - input),
    reasoningTokens: tokenCount(usage?.output_tokens_details?.reasoning_tokens),
    imageInputTokens: 0,
    imageOutputTokens: 0,
    webSearches: Array.isArray(output) ? output.filter((item) => item?.type === "web_search_call").length : 0,
    serviceTier: serviceTierOf(service_tier),
  };
}
