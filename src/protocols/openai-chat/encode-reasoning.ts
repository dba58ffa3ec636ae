import { type Effort, effortOfBudget, nearestEffort } from "../ir/effort";
import type { JsonObject } from "../ir/opaque";
import type { ReasoningConfig } from "../ir/request";
import type { EncodeContext } from "./encode-context";

/**
 * `reasoning_effort`. A budget becomes the effort it pays for, an effort the model does not know the nearest one it
 * does: a model that cannot stop thinking is told to think the least.
 */
export function encodeReasoning(reasoning: ReasoningConfig | null, context: EncodeContext): JsonObject {
  if (!reasoning) return {};
  const { traits, losses } = context;
  if (traits.isOpenAi && reasoning.summary !== null && reasoning.summary !== "none") {
    losses.dropped("reasoning-summary", reasoning.summary);
  }
  const wanted = wantedEffort(reasoning, context);
  if (wanted === null) return {};
  if (traits.efforts.length === 0) {
    // A model that does not reason does what "none" asks for.
    if (wanted !== "none") losses.dropped("reasoning-config", "the model does not reason");
    return {};
  }
  const known = nearestEffort(wanted, traits.efforts);
  if (known !== wanted) losses.approximated("reasoning-config", `effort ${wanted} as ${known}`);
  return { reasoning_effort: known };
}

function wantedEffort(
  { mode, effort, budgetTokens }: ReasoningConfig,
  { losses }: EncodeContext,
): Effort | null {
  if (mode === "off") return "none";
  if (effort !== null) return effort;
  if (budgetTokens === null || budgetTokens < 0) return null;
  const paid = effortOfBudget(budgetTokens);
  losses.approximated("reasoning-config", `a budget of tokens as effort ${paid}`);
  return paid;
}
