import { promptTokens, type Usage } from "@/domain/pricing/usage";
import type { JsonObject } from "../ir/opaque";

/** What Google calls the tiers with a price of their own (UsageMetadata.trafficType). */
const TRAFFIC_TYPES: Readonly<Record<Usage["serviceTier"], string | null>> = {
  standard: null,
  flex: "ON_DEMAND_FLEX",
  priority: "ON_DEMAND_PRIORITY",
};

/** A `usageMetadata`: the prompt includes what was read from a cache, thoughts stand beside the candidates. */
export function usageToWire(usage: Usage): JsonObject {
  const prompt = promptTokens(usage);
  const { cacheReadTokens, outputTokens, imageInputTokens, imageOutputTokens } = usage;
  const reasoning = Math.min(usage.reasoningTokens, outputTokens);
  const trafficType = TRAFFIC_TYPES[usage.serviceTier];
  return {
    promptTokenCount: prompt,
    ...(cacheReadTokens > 0 && { cachedContentTokenCount: cacheReadTokens }),
    candidatesTokenCount: outputTokens - reasoning,
    ...(reasoning > 0 && { thoughtsTokenCount: reasoning }),
    totalTokenCount: prompt + outputTokens,
    ...(imageInputTokens > 0 && { promptTokensDetails: images(imageInputTokens) }),
    ...(imageOutputTokens > 0 && { candidatesTokensDetails: images(imageOutputTokens) }),
    ...(trafficType !== null && { trafficType }),
  };
}

function images(tokenCount: number): readonly JsonObject[] {
  return [{ modality: "IMAGE", tokenCount }];
}
