/** How hard a model is to think, from the least to the most, in the words of OpenAI and Anthropic. */
export const EFFORTS = ["none", "minimal", "low", "medium", "high", "xhigh", "max"] as const;
export type Effort = (typeof EFFORTS)[number];

/**
 * Tokens of thought that stand for an effort where a protocol counts instead of naming. Between two of them the
 * nearest below counts, so that a budget never buys more than it says.
 */
const BUDGETS: Readonly<Record<Effort, number>> = {
  none: 0,
  minimal: 512,
  low: 1_024,
  medium: 8_192,
  high: 24_576,
  xhigh: 32_768,
  max: 65_536,
};

export function isEffort(value: unknown): value is Effort {
  return EFFORTS.includes(value as Effort);
}

/** The budget, in tokens, that stands for an effort. */
export function budgetOfEffort(effort: Effort): number {
  return BUDGETS[effort];
}

/** The effort that a budget in tokens pays for. */
export function effortOfBudget(budgetTokens: number): Effort {
  return EFFORTS.findLast((effort) => BUDGETS[effort] <= budgetTokens) ?? "none";
}

/** The nearest effort among `known`, the lower one of two. */
export function nearestEffort(effort: Effort, known: readonly Effort[]): Effort {
  const rank = EFFORTS.indexOf(effort);
  const distance = (other: Effort) => Math.abs(EFFORTS.indexOf(other) - rank);
  return known.reduce((best, other) => (distance(other) < distance(best) ? other : best), known[0] ?? effort);
}
