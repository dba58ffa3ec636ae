import { budgetOfEffort, type Effort, effortOfBudget, nearestEffort } from "../ir/effort";
import type { LossList } from "../ir/loss";
import type { JsonObject } from "../ir/opaque";
import type { ReasoningConfig } from "../ir/request";
import type { ClaudeTraits } from "./claude-traits";

/** The least `budget_tokens` (API reference, "thinking"). */
const MIN_BUDGET = 1_024;

/** How much of `max_tokens` thought may take where the client did not weigh the two itself: an answer must fit too. */
const MAX_SHARE = 0.8;

/** What bears on whether and how the model may think. */
export interface ThinkingFacts {
  readonly traits: ClaudeTraits;
  readonly maxTokens: number;
  /** The client set `max_tokens` itself. */
  readonly isMaxTokensGiven: boolean;
  /** A tool must be called; Anthropic does not think then. */
  readonly forcesTool: boolean;
  /**
   * A client of another protocol brings results to a turn that began without thought: Anthropic does not think in the
   * rest of such a turn, and older ways to it refuse a budget there.
   */
  readonly isMidTurnWithoutThought: boolean;
}

/** `thinking`, and `effort` of `output_config`. */
export interface Thinking {
  readonly thinking: JsonObject | null;
  readonly effort: Effort | null;
}

const NOTHING: Thinking = { thinking: null, effort: null };

/**
 * How much Claude is to think. Models up to 4.5 count a budget, later ones refuse one and take an effort: each is
 * turned into the other as needed.
 */
export function encodeThinking(
  config: ReasoningConfig | null,
  facts: ThinkingFacts,
  losses: LossList,
): Thinking {
  if (!config) return NOTHING;
  if (config.mode === "off" || config.effort === "none") return thinkNot(config, facts.traits, losses);
  if (facts.traits.thinking === "none") {
    losses.dropped("reasoning-config", "the model does not think");
    return NOTHING;
  }
  const effort = effortFor(config, facts.traits, losses);
  if (facts.forcesTool) {
    losses.dropped("reasoning-config", "not together with a forced tool");
    return { thinking: null, effort };
  }
  if (facts.traits.thinking === "budget") return thinkWithin(config, facts, losses);
  return { thinking: { type: "adaptive", ...displayOf(config, losses) }, effort };
}

function thinkNot(config: ReasoningConfig, traits: ClaudeTraits, losses: LossList): Thinking {
  if (traits.thinking === "none") return NOTHING;
  if (!traits.canStopThinking) {
    losses.approximated("reasoning-config", "the model always thinks; the lowest effort is asked for");
    return { thinking: null, effort: traits.efforts[0] ?? null };
  }
  const effort = config.effort === "none" ? null : effortFor(config, traits, losses);
  return { thinking: { type: "disabled" }, effort };
}

function effortFor(config: ReasoningConfig, traits: ClaudeTraits, losses: LossList): Effort | null {
  const isCounted = config.effort === null && config.budgetTokens !== null;
  const wanted = isCounted ? effortOfBudget(config.budgetTokens ?? 0) : config.effort;
  if (wanted === null || traits.efforts.length === 0) return null;
  const effort = nearestEffort(wanted, traits.efforts);
  if (isCounted) losses.approximated("reasoning-config", `budget as effort ${effort}`);
  else if (effort !== wanted) losses.approximated("reasoning-config", `effort ${wanted} as ${effort}`);
  return effort;
}

function thinkWithin(config: ReasoningConfig, facts: ThinkingFacts, losses: LossList): Thinking {
  if (facts.maxTokens <= MIN_BUDGET) {
    losses.dropped("reasoning-config", "max_tokens leaves no room for thought");
    return NOTHING;
  }
  if (facts.isMidTurnWithoutThought) {
    losses.dropped("reasoning-config", "the turn in progress began without thought");
    return NOTHING;
  }
  const isExact = config.budgetTokens !== null && facts.isMaxTokensGiven;
  const most = isExact ? facts.maxTokens - 1 : Math.floor(facts.maxTokens * MAX_SHARE);
  const wanted = config.budgetTokens ?? budgetOfEffort(config.effort ?? "medium");
  const budget = Math.max(MIN_BUDGET, Math.min(wanted, most));
  if (budget !== config.budgetTokens) {
    losses.approximated("reasoning-config", `a budget of ${budget} tokens`);
  }
  return { thinking: { type: "enabled", budget_tokens: budget, ...hiddenOf(config, losses) }, effort: null };
}

/** Models with a budget show their thought unless told otherwise; those that copied them know no more. */
function hiddenOf(config: ReasoningConfig, losses: LossList): JsonObject {
  const wire = displayOf(config, losses);
  return wire.display === "omitted" ? wire : {};
}

function displayOf({ summary }: ReasoningConfig, losses: LossList): JsonObject {
  if (summary === null) return {};
  if (summary === "none") return { display: "omitted" };
  if (summary !== "auto") losses.approximated("reasoning-summary", summary);
  return { display: "summarized" };
}
