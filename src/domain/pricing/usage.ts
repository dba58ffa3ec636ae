/**
 * Tokens of one upstream call in disjoint buckets: their sum is what the provider reported, none is counted twice.
 * `reasoningTokens` is the exception, a part of `outputTokens` that is shown but not billed again.
 */
export interface Usage {
  /** Prompt tokens neither read from nor written to a cache. */
  readonly inputTokens: number;
  readonly cacheReadTokens: number;
  readonly cacheWrite5mTokens: number;
  readonly cacheWrite1hTokens: number;
  readonly outputTokens: number;
  readonly reasoningTokens: number;
  /** Server-side web searches the provider ran. */
  readonly webSearches: number;
}

export const NO_USAGE: Usage = {
  inputTokens: 0,
  cacheReadTokens: 0,
  cacheWrite5mTokens: 0,
  cacheWrite1hTokens: 0,
  outputTokens: 0,
  reasoningTokens: 0,
  webSearches: 0,
};

/** All tokens of the prompt, cached or not: what long-context tiers are measured by. */
export function promptTokens(usage: Usage): number {
  return usage.inputTokens + usage.cacheReadTokens + usage.cacheWrite5mTokens + usage.cacheWrite1hTokens;
}

/** All billed tokens. */
export function totalTokens(usage: Usage): number {
  return promptTokens(usage) + usage.outputTokens;
}
