import type { Usage } from "@/domain/pricing/usage";
import { tokenCount } from "../token-count";
import type { GenerateContentResponse, UsageMetadata } from "./wire";

/** Up to Gemini 2.x a prompt with search is billed once, however often Google searched. */
const BILLED_PER_PROMPT = /^(?:models\/)?gemini-[12]\b/;

/**
 * Gemini's prompt holds what was read from a cache, and not what tools added to it; its candidates do not hold the
 * thoughts. The total is trusted where it says more than its parts.
 */
export function usageFromWire(wire: UsageMetadata, webSearches = 0): Usage {
  const prompt = tokenCount(wire.promptTokenCount);
  const toolUse = tokenCount(wire.toolUsePromptTokenCount);
  const cacheReadTokens = Math.min(tokenCount(wire.cachedContentTokenCount), prompt);
  const thoughts = tokenCount(wire.thoughtsTokenCount);
  return {
    inputTokens: prompt - cacheReadTokens + toolUse,
    cacheReadTokens,
    cacheWrite5mTokens: 0,
    cacheWrite1hTokens: 0,
    outputTokens: Math.max(
      tokenCount(wire.candidatesTokenCount) + thoughts,
      tokenCount(wire.totalTokenCount) - prompt - toolUse,
    ),
    reasoningTokens: thoughts,
    webSearches,
  };
}

/** The web searches a response tells of. */
export function webSearchesOf({ candidates, modelVersion }: GenerateContentResponse): number {
  if (!Array.isArray(candidates)) return 0;
  const queries = candidates.reduce(
    (sum, candidate) => sum + (candidate?.groundingMetadata?.webSearchQueries?.length ?? 0),
    0,
  );
  return BILLED_PER_PROMPT.test(modelVersion ?? "") ? Math.min(1, queries) : queries;
}
