import type { Usage } from "@/domain/pricing/usage";
import { serviceTierOf } from "../service-tier";
import { tokenCount } from "../token-count";
import type { ChatUsage } from "./wire";

/**
 * OpenAI's totals hold their parts: what was read from or written to a cache is taken out of the prompt. Some providers
 * leave reasoning out of `completion_tokens`; the total says so.
 *
 * @param serviceTier as the completion tells it, beside its usage
 */
export function usageFromWire(wire: ChatUsage, serviceTier?: unknown): Usage {
  const prompt = tokenCount(wire.prompt_tokens ?? wire.input_tokens);
  const completion = tokenCount(wire.completion_tokens ?? wire.output_tokens);
  const details = wire.prompt_tokens_details;
  const cached = details?.cached_tokens ?? wire.prompt_cache_hit_tokens ?? wire.cached_tokens;
  const cacheReadTokens = Math.min(tokenCount(cached), prompt);
  const cacheWriteTokens = Math.min(tokenCount(details?.cache_write_tokens), prompt - cacheReadTokens);
  const inputTokens = prompt - cacheReadTokens - cacheWriteTokens;
  const outputTokens = Math.max(completion, tokenCount(wire.total_tokens) - prompt);
  const shown = details?.image_tokens ?? wire.input_tokens_details?.image_tokens;
  const drawn = wire.completion_tokens_details?.image_tokens ?? wire.output_tokens_details?.image_tokens;
  return {
    inputTokens,
    cacheReadTokens,
    cacheWrite5mTokens: cacheWriteTokens,
    cacheWrite1hTokens: 0,
    outputTokens,
    reasoningTokens: tokenCount(wire.completion_tokens_details?.reasoning_tokens),
    imageInputTokens: Math.min(tokenCount(shown), inputTokens),
    imageOutputTokens: Math.min(tokenCount(drawn), outputTokens),
    webSearches: 0,
    serviceTier: serviceTierOf(serviceTier),
  };
}
