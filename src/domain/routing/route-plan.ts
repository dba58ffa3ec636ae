import type { Protocol } from "@/domain/protocol";
import type { Provider } from "@/domain/provider/provider";
import { PROVIDER_TYPE_FACTS } from "@/domain/provider/provider-type";
import { weightedPick } from "@/lib/weighted-pick";
import { groupsMeet } from "./groups";
import { supportsModel } from "./model-rules";

/** What a request asks of a provider. */
export interface Demand {
  readonly protocol: Protocol;
  /** The model as the client named it; null for requests that name none. */
  readonly model: string | null;
  readonly callerGroups: readonly string[];
}

/** Why a provider is out. Stored in the decision chain and shown in the dashboard, so the words stay. */
export const EXCLUSIONS = [
  "disabled",
  "group_mismatch",
  "protocol_mismatch",
  "model_not_supported",
  "already_tried",
  "quota_exceeded",
] as const;
export type Exclusion = (typeof EXCLUSIONS)[number];

export interface Verdict {
  readonly providerId: number;
  /** null: eligible. */
  readonly excludedBy: Exclusion | null;
  readonly priority: number;
  readonly weight: number;
}

/** The providers that may serve a request, in the order they would be tried, and what was said of each one. */
export interface RoutePlan {
  readonly candidates: readonly Provider[];
  readonly verdicts: readonly Verdict[];
}

/** Why `provider` may not serve `demand`, or null when it may. Pure; the dry run and the live path share it. */
export function exclusionOf(
  provider: Provider,
  demand: Demand,
  tried: ReadonlySet<number>,
): Exclusion | null {
  if (!provider.isEnabled) return "disabled";
  if (!groupsMeet(demand.callerGroups, provider.groups)) return "group_mismatch";
  if (PROVIDER_TYPE_FACTS[provider.type].protocol !== demand.protocol) return "protocol_mismatch";
  if (demand.model !== null && !supportsModel(provider, demand.model, true)) return "model_not_supported";
  if (tried.has(provider.id)) return "already_tried";
  return null;
}

/**
 * Orders the eligible providers: lowest priority number first, within one priority by weighted draws without
 * replacement.
 *
 * @param random gives numbers in [0, 1)
 */
export function planRoute(
  providers: readonly Provider[],
  demand: Demand,
  tried: ReadonlySet<number>,
  random: () => number,
): RoutePlan {
  const verdicts = providers.map((provider) => ({
    providerId: provider.id,
    excludedBy: exclusionOf(provider, demand, tried),
    priority: provider.priority,
    weight: provider.weight,
  }));
  const eligible = providers.filter((_, index) => verdicts[index]?.excludedBy === null);
  const tiers = [...new Set(eligible.map((provider) => provider.priority))].sort((a, b) => a - b);
  const candidates = tiers.flatMap((priority) =>
    drawAll(
      eligible.filter((provider) => provider.priority === priority),
      random,
    ),
  );
  return { candidates, verdicts };
}

function drawAll(tier: readonly Provider[], random: () => number): Provider[] {
  const left = [...tier];
  const order: Provider[] = [];
  while (left.length > 0) {
    const next = weightedPick(left, random());
    if (!next) break;
    order.push(next);
    left.splice(left.indexOf(next), 1);
  }
  return order;
}
