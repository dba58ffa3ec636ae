import type { JsonObject } from "../../json";
import { promptTokens, type Usage } from "../../usage";

/** The usage object of the last (or only) response. Thoughts are counted beside the candidates, not among them. */
export function usageMetadata(usage: Usage): JsonObject {
  const prompt = promptTokens(usage);
  const cached = usage.cacheReadTokens;
  const thoughts = usage.reasoningTokens;
  return {
    promptTokenCount: prompt,
    candidatesTokenCount: usage.outputTokens - thoughts,
    totalTokenCount: prompt + usage.outputTokens,
    ...(cached > 0 ? { cachedContentTokenCount: cached } : {}),
    promptTokensDetails: [{ modality: "TEXT", tokenCount: prompt }],
    ...(cached > 0 ? { cacheTokensDetails: [{ modality: "TEXT", tokenCount: cached }] } : {}),
    ...(thoughts > 0 ? { thoughtsTokenCount: thoughts } : {}),
  };
}

/** The usage object of every earlier chunk of a stream: the prompt is known, the output is not. */
export function startUsageMetadata(usage: Usage): JsonObject {
  return usageMetadata({ ...usage, outputTokens: 0, reasoningTokens: 0 });
}
