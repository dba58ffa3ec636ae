import type { Usage } from "@/domain/pricing/usage";
import { serviceTierOf } from "../service-tier";
import { tokenCount } from "../token-count";
import type { AnthropicUsage } from "./wire";

/** Anthropic's counts are disjoint already: `input_tokens` excludes what was read from or written to a cache. */
export function usageFromWire(wire: AnthropicUsage): Usage {
  const written = tokenCount(wire.cache_creation_input_tokens);
  const oneHour = tokenCount(wire.cache_creation?.ephemeral_1h_input_tokens);
  const fiveMinutes = tokenCount(wire.cache_creation?.ephemeral_5m_input_tokens);
  return {
    inputTokens: tokenCount(wire.input_tokens),
    cacheReadTokens: tokenCount(wire.cache_read_input_tokens),
    // Writes that the split leaves out are of the default kind, which lives five minutes.
    cacheWrite5mTokens: fiveMinutes + Math.max(0, written - fiveMinutes - oneHour),
    cacheWrite1hTokens: oneHour,
    outputTokens: tokenCount(wire.output_tokens),
    reasoningTokens: tokenCount(wire.output_tokens_details?.thinking_tokens),
    imageInputTokens: 0,
    imageOutputTokens: 0,
    webSearches: tokenCount(wire.server_tool_use?.web_search_requests),
    serviceTier: serviceTierOf(wire.service_tier),
  };
}

/** What `message_delta` reports replaces what `message_start` did; what it leaves out stays. */
export function mergeUsage(earlier: AnthropicUsage, later: AnthropicUsage): AnthropicUsage {
  const given = Object.entries(later).filter(([, value]) => value !== null && value !== undefined);
  return { ...earlier, ...Object.fromEntries(given) };
}
