import type { Usage } from "@/domain/pricing/usage";
import { serviceTierOf } from "../service-tier";
import { tokenCount } from "../token-count";
import type { GenerateContentResponse, ModalityCount, UsageMetadata } from "./wire";

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
  const inputTokens = prompt - cacheReadTokens + toolUse;
  const outputTokens = Math.max(
    tokenCount(wire.candidatesTokenCount) + thoughts,
    tokenCount(wire.totalTokenCount) - prompt - toolUse,
  );
  const shown = Math.max(0, imageTokens(wire.promptTokensDetails) - imageTokens(wire.cacheTokensDetails));
  return {
    inputTokens,
    cacheReadTokens,
    cacheWrite5mTokens: 0,
    cacheWrite1hTokens: 0,
    outputTokens,
    reasoningTokens: thoughts,
    imageInputTokens: Math.min(shown, inputTokens),
    imageOutputTokens: Math.min(imageTokens(wire.candidatesTokensDetails), outputTokens),
    webSearches,
    serviceTier: serviceTierOf(wire.trafficType),
  };
}

function imageTokens(details: readonly ModalityCount[] | null | undefined): number {
  if (!Array.isArray(details)) return 0;
  return details.reduce(
    (sum, detail) => sum + (detail?.modality === "IMAGE" ? tokenCount(detail.tokenCount) : 0),
    0,
  );
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
