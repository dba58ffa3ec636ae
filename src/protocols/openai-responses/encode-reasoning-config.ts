import { type Effort, effortOfBudget, nearestEffort } from "../ir/effort";
import type { LossList } from "../ir/loss";
import type { JsonObject } from "../ir/opaque";
import type { ReasoningConfig } from "../ir/request";
import type { ModelTraits } from "./reasoning-models";

/** `reasoning` for the model; null where nothing is to be said of it. */
export function encodeReasoningConfig(
  config: ReasoningConfig | null,
  traits: ModelTraits,
  losses: LossList,
): JsonObject | null {
  if (config === null) return null;
  if (traits.efforts.length === 0) {
    if (config.mode !== "off") losses.dropped("reasoning-config", "the model does not reason");
    return null;
  }
  const wanted = wantedEffort(config);
  const effort = wanted && nearestEffort(wanted, traits.efforts);
  if (effort !== wanted) losses.approximated("reasoning-config", `effort ${effort}`);
  if (effort === wanted && config.budgetTokens !== null && wanted !== "none") {
    losses.approximated("reasoning-config", `budget ${config.budgetTokens}`);
  }
  return { ...(effort === null ? {} : { effort }), ...summaryOf(config) };
}

function wantedEffort({ mode, effort, budgetTokens }: ReasoningConfig): Effort | null {
  if (mode === "off") return "none";
  if (effort !== null) return effort;
  return budgetTokens === null ? null : effortOfBudget(budgetTokens);
}

/** A client that turned reasoning on shows what comes of it, unless it says otherwise. */
function summaryOf({ mode, summary }: ReasoningConfig): JsonObject {
  return mode === "off" || summary === "none" ? {} : { summary: summary ?? "auto" };
}
