/** How fast the provider served a call, as it says itself. Vendors sell some models at a price of their own in each. */
export const SERVICE_TIERS = ["standard", "flex", "priority"] as const;
export type ServiceTier = (typeof SERVICE_TIERS)[number];

/**
 * Tokens of one upstream call in disjoint buckets: their sum is what the provider reported, none is counted twice.
 * Parts of other buckets are the exception: `reasoningTokens` is shown but not billed again, image tokens are billed at
 * a price of their own where the model has one, and are taken out of the bucket they are part of.
 */
export interface Usage {
  /** Prompt tokens neither read from nor written to a cache. */
  readonly inputTokens: number;
  readonly cacheReadTokens: number;
  readonly cacheWrite5mTokens: number;
  readonly cacheWrite1hTokens: number;
  readonly outputTokens: number;
  readonly reasoningTokens: number;
  /** The part of `inputTokens` that was images. */
  readonly imageInputTokens: number;
  /** The part of `outputTokens` that is images. */
  readonly imageOutputTokens: number;
  /** Server-side web searches the provider ran. */
  readonly webSearches: number;
  readonly serviceTier: ServiceTier;
}

export const NO_USAGE: Usage = {
  inputTokens: 0,
  cacheReadTokens: 0,
  cacheWrite5mTokens: 0,
  cacheWrite1hTokens: 0,
  outputTokens: 0,
  reasoningTokens: 0,
  imageInputTokens: 0,
  imageOutputTokens: 0,
  webSearches: 0,
  serviceTier: "standard",
};

/** What of a usage can be summed over several calls and is the same in each. */
export type UsageSums = Omit<Usage, "imageInputTokens" | "imageOutputTokens" | "serviceTier">;

/** All tokens of the prompt, cached or not: what long-context tiers are measured by. */
export function promptTokens(usage: UsageSums): number {
  return usage.inputTokens + usage.cacheReadTokens + usage.cacheWrite5mTokens + usage.cacheWrite1hTokens;
}

/** All billed tokens. */
export function totalTokens(usage: UsageSums): number {
  return promptTokens(usage) + usage.outputTokens;
}
