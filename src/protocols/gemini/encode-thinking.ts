import { budgetOfEffort, type Effort, effortOfBudget, nearestEffort } from "../ir/effort";
import type { LossList } from "../ir/loss";
import type { JsonObject } from "../ir/opaque";
import type { ReasoningConfig } from "../ir/request";
import { type GeminiModel, isThirdGeneration } from "./model-generation";

/** The first generation that thinks. */
const FIRST_THINKING = 2.5;

/**
 * A `thinkingConfig`; null where the model gets none. Gemini 3 is told a level, Gemini 2.5 and models of unknown
 * generation a budget in tokens, older ones do not think (ai.google.dev/gemini-api/docs/thinking).
 */
export function encodeThinking(
  reasoning: ReasoningConfig | null,
  model: GeminiModel,
  losses: LossList,
): JsonObject | null {
  if (reasoning === null) return null;
  if (model.generation !== null && model.generation < FIRST_THINKING) {
    if (reasoning.mode !== "off") losses.dropped("reasoning-config", "the model does not think");
    return null;
  }
  const amount = isThirdGeneration(model)
    ? levelFor(reasoning, model, losses)
    : budgetFor(reasoning, model, losses);
  const isShown = reasoning.mode !== "off" && reasoning.summary !== "none";
  const config = { ...amount, ...(isShown && { includeThoughts: true }) };
  return Object.keys(config).length === 0 ? null : config;
}

/** Levels as far as the models of a kind have them. None can be kept from thinking altogether. */
const FLASH_LEVELS: readonly Effort[] = ["minimal", "low", "medium", "high"];
const PRO_LEVELS: readonly Effort[] = ["low", "medium", "high"];
const FIRST_PRO_LEVELS: readonly Effort[] = ["low", "high"];

function levelFor(
  { mode, effort, budgetTokens }: ReasoningConfig,
  model: GeminiModel,
  losses: LossList,
): JsonObject {
  const wanted = mode === "off" ? "none" : (effort ?? effortFor(budgetTokens));
  if (wanted === null) return {};
  const level = nearestEffort(wanted, levelsOf(model));
  if (level !== wanted) losses.approximated("reasoning-config", `${wanted} as ${level}`);
  return { thinkingLevel: level.toUpperCase() };
}

function effortFor(budgetTokens: number | null): Effort | null {
  return budgetTokens === null ? null : effortOfBudget(budgetTokens);
}

function levelsOf({ generation, kind }: GeminiModel): readonly Effort[] {
  if (kind === "flash" || kind === "flash-lite") return FLASH_LEVELS;
  return generation === 3 ? FIRST_PRO_LEVELS : PRO_LEVELS;
}

/** Least and most tokens of thought that Gemini 2.5 takes; 0 is allowed where the least is not a rule. */
const BUDGETS: Readonly<Record<GeminiModel["kind"], { min: number; max: number; maySwitchOff: boolean }>> = {
  pro: { min: 128, max: 32_768, maySwitchOff: false },
  flash: { min: 1, max: 24_576, maySwitchOff: true },
  "flash-lite": { min: 512, max: 24_576, maySwitchOff: true },
  other: { min: 1, max: 24_576, maySwitchOff: true },
};

/** Leaves it to the model. */
const DYNAMIC = -1;

function budgetFor(
  { mode, effort, budgetTokens }: ReasoningConfig,
  { kind }: GeminiModel,
  losses: LossList,
): JsonObject {
  const { min, max, maySwitchOff } = BUDGETS[kind];
  const asked = mode === "off" || effort === "none" ? 0 : (budgetTokens ?? tokensOf(effort));
  if (asked === null) return mode === "adaptive" ? { thinkingBudget: DYNAMIC } : {};
  if (asked === 0 && maySwitchOff) return { thinkingBudget: 0 };
  const thinkingBudget = Math.min(Math.max(asked, min), max);
  if (thinkingBudget !== asked) {
    losses.approximated("reasoning-config", `${asked} tokens as ${thinkingBudget}`);
  }
  return { thinkingBudget };
}

function tokensOf(effort: Effort | null): number | null {
  return effort && budgetOfEffort(effort);
}
