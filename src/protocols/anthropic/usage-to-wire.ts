import type { Usage } from "@/domain/pricing/usage";
import type { JsonObject } from "../ir/opaque";

/** Usage as `usage` of a message has it: the inverse of `usageFromWire`. */
export function usageToWire(usage: Usage): JsonObject {
  return {
    input_tokens: usage.inputTokens,
    cache_creation_input_tokens: usage.cacheWrite5mTokens + usage.cacheWrite1hTokens,
    cache_read_input_tokens: usage.cacheReadTokens,
    cache_creation: {
      ephemeral_5m_input_tokens: usage.cacheWrite5mTokens,
      ephemeral_1h_input_tokens: usage.cacheWrite1hTokens,
    },
    output_tokens: usage.outputTokens,
    ...(usage.reasoningTokens > 0 && { output_tokens_details: { thinking_tokens: usage.reasoningTokens } }),
    ...(usage.webSearches > 0 && {
      server_tool_use: { web_search_requests: usage.webSearches, web_fetch_requests: 0 },
    }),
    // Flex is no tier of Anthropic's.
    service_tier: usage.serviceTier === "priority" ? "priority" : "standard",
  };
}

/** What a message says where the upstream reported nothing: its members must be there. */
export const EMPTY_USAGE: JsonObject = { input_tokens: 0, output_tokens: 0 };
