import { type CircuitPolicy, openUntil, passageOf } from "@/domain/circuit/circuit";
import { type Condition, restsUntil } from "@/domain/circuit/condition";
import { policyOf } from "@/domain/circuit/policy";
import type { Provider } from "@/domain/provider/provider";
import { PROVIDER_TYPE_FACTS } from "@/domain/provider/provider-type";
import type { Demand } from "./demand";
import { groupsMeet } from "./groups";
import { supportsModel } from "./model-rules";

/** Why a provider is out. Stored in the decision chain and shown in the dashboard, so the words stay. */
export const EXCLUSIONS = [
  "disabled",
  "group_mismatch",
  "protocol_mismatch",
  "translation_disabled",
  "model_not_supported",
  "context_1m_disabled",
  "already_tried",
  "circuit_open",
  "probe_taken",
  "resting",
  "quota_exceeded",
] as const;
export type Exclusion = (typeof EXCLUSIONS)[number];

/** An exclusion and, where time lifts it, when (epoch ms). */
export interface Ineligible {
  readonly excludedBy: Exclusion;
  readonly until: number | null;
}

/** All that routing looks at beside the request. */
export interface RoutingState {
  readonly providers: readonly Provider[];
  /** By provider id; one that is absent is well. */
  readonly conditions: ReadonlyMap<number, Condition>;
  /** Epoch ms. */
  readonly now: number;
}

/**
 * Why `provider` may not serve `demand`, or null when it may. What an admin has set is looked at before what time
 * will mend, so that a provider that is resting or shut is one that would serve otherwise.
 */
export function eligibility(
  provider: Provider,
  demand: Demand,
  { conditions, now }: Pick<RoutingState, "conditions" | "now">,
  tried: ReadonlySet<number>,
): Ineligible | null {
  const fixed = configuredExclusion(provider, demand);
  if (fixed) return { excludedBy: fixed, until: null };
  if (tried.has(provider.id)) return { excludedBy: "already_tried", until: null };
  const condition = conditions.get(provider.id);
  if (!condition) return null;
  const shut = circuitExclusion(condition, policyOf(provider), demand, now);
  if (shut) return shut;
  const resting = restsUntil(condition, demand.model, now);
  return resting === null ? null : { excludedBy: "resting", until: resting };
}

/**
 * Whether a provider speaks the client's protocol; null when it cannot be made to understand it either. Whether its
 * admin wants it to be sent translations is another question.
 */
export function dialectOf(
  { type }: Pick<Provider, "type">,
  { protocol, translatable }: Pick<Demand, "protocol" | "translatable">,
): "native" | "translated" | null {
  const spoken = PROVIDER_TYPE_FACTS[type].protocol;
  if (spoken === protocol) return "native";
  return translatable.has(spoken) ? "translated" : null;
}

function configuredExclusion(provider: Provider, demand: Demand): Exclusion | null {
  if (!provider.isEnabled) return "disabled";
  if (!groupsMeet(demand.callerGroups, provider.groups)) return "group_mismatch";
  const dialect = dialectOf(provider, demand);
  if (dialect === null || !speaksVariant(provider, demand)) return "protocol_mismatch";
  if (dialect === "translated" && !provider.translationEnabled) return "translation_disabled";
  if (demand.model !== null && !supportsModel(provider, demand.model, dialect === "native"))
    return "model_not_supported";
  if (demand.wantsContext1m && provider.context1mPreference === "disabled") return "context_1m_disabled";
  return null;
}

function speaksVariant({ type }: Provider, { codeAssist = null }: Demand): boolean {
  return codeAssist === null || PROVIDER_TYPE_FACTS[type].geminiCliEnvelope === codeAssist;
}

function circuitExclusion(
  { circuit }: Condition,
  policy: CircuitPolicy,
  { mayProbe }: Pick<Demand, "mayProbe">,
  now: number,
): Ineligible | null {
  const passage = passageOf(circuit, policy, now);
  if (passage === "free" || (passage === "probe" && mayProbe)) return null;
  if (circuit.state.kind === "open" && passage === "shut") {
    return { excludedBy: "circuit_open", until: openUntil(circuit.state, policy) };
  }
  return { excludedBy: "probe_taken", until: null };
}
