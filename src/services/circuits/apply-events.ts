import "server-only";
import { type CircuitPolicy, openUntil } from "@/domain/circuit/circuit";
import { type Condition, withRest } from "@/domain/circuit/condition";
import { type CircuitChange, type CircuitEvent, transition } from "@/domain/circuit/transition";

/** All that can happen to a provider's condition. */
export type ConditionEvent =
  | CircuitEvent
  /** It asked to be left alone until `until` (epoch ms); `model` null = with all its models. */
  | { readonly kind: "rested"; readonly model: string | null; readonly until: number };

/** A change of a circuit, with how it stood then. */
export interface CircuitStep extends CircuitChange {
  /** Epoch ms at which it opens for a probe; null unless it is open now. */
  readonly openUntil: number | null;
}

/** The condition after all events in turn, and the changes of kind on the way. The same object if nothing changed. */
export function applyEvents(
  before: Condition,
  events: readonly ConditionEvent[],
  policy: CircuitPolicy,
  now: number,
): { readonly condition: Condition; readonly steps: readonly CircuitStep[] } {
  let condition = before;
  const steps: CircuitStep[] = [];
  for (const event of events) {
    if (event.kind === "rested") {
      condition = withRest(condition, event.model, event.until, now);
      continue;
    }
    const { circuit, change } = transition(condition.circuit, event, policy, now);
    if (circuit !== condition.circuit) condition = { ...condition, circuit };
    if (event.kind === "reset" && Object.keys(condition.rests).length > 0) condition = { circuit, rests: {} };
    if (change) {
      const { state } = circuit;
      steps.push({ ...change, openUntil: state.kind === "open" ? openUntil(state, policy) : null });
    }
  }
  return { condition, steps };
}
