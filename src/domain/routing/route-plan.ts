import type { Provider } from "@/domain/provider/provider";
import { weightedPick } from "@/lib/weighted-pick";
import type { Demand } from "./demand";
import { dialectOf, type Exclusion, eligibility, type RoutingState } from "./eligibility";

/** What was said of one provider. */
export interface Verdict {
  readonly providerId: number;
  /** null: eligible. */
  readonly excludedBy: Exclusion | null;
  /** Epoch ms at which the exclusion ends by itself; null where it does not, or nobody knows. */
  readonly until: number | null;
  readonly priority: number;
  readonly weight: number;
}

/** The providers that may serve a request, in the order they would be tried, and what was said of each one. */
export interface RoutePlan {
  readonly candidates: readonly Provider[];
  readonly verdicts: readonly Verdict[];
}

/**
 * Orders the eligible providers: lowest priority number first, inside it those that speak the client's protocol
 * before those that need translation, inside that by weighted draws without replacement.
 *
 * A pure function of its arguments: the live path and the dry run both call it.
 *
 * @param random gives numbers in [0, 1)
 */
export function planRoute(
  state: RoutingState,
  demand: Demand,
  tried: ReadonlySet<number>,
  random: () => number,
): RoutePlan {
  const verdicts: Verdict[] = [];
  const eligible: Provider[] = [];
  for (const provider of state.providers) {
    const ineligible = eligibility(provider, demand, state, tried);
    if (!ineligible) eligible.push(provider);
    const { id: providerId, priority, weight } = provider;
    verdicts.push({ providerId, ...(ineligible ?? ELIGIBLE), priority, weight });
  }
  const candidates = tiersOf(eligible, demand).flatMap((tier) => drawAll(tier, random));
  return { candidates, verdicts };
}

const ELIGIBLE = { excludedBy: null, until: null } as const;

/** Groups of providers that are drawn among, in the order they come. */
export function tiersOf(eligible: readonly Provider[], demand: Demand): Provider[][] {
  const tiers = new Map<number, Provider[]>();
  for (const provider of eligible) {
    const rank = 2 * provider.priority + (dialectOf(provider, demand) === "native" ? 0 : 1);
    const tier = tiers.get(rank);
    if (tier) tier.push(provider);
    else tiers.set(rank, [provider]);
  }
  return [...tiers].sort(([a], [b]) => a - b).map(([, tier]) => tier);
}

function drawAll(tier: readonly Provider[], random: () => number): Provider[] {
  const left = [...tier];
  const order: Provider[] = [];
  while (left.length > 0) {
    const next = left.length === 1 ? left[0] : weightedPick(left, random());
    if (!next) break;
    order.push(next);
    left.splice(left.indexOf(next), 1);
  }
  return order;
}

/** What was learnt of a provider after it had been judged. */
export type VerdictNews = Pick<Verdict, "providerId" | "excludedBy" | "until">;

/**
 * Adds what was learnt later to the verdicts that are kept: a provider that was eligible and is not any more, without
 * ever having been tried.
 */
export function amendVerdicts(
  earlier: readonly Verdict[],
  later: readonly VerdictNews[],
): readonly Verdict[] {
  const byId = new Map(later.map((verdict) => [verdict.providerId, verdict]));
  return earlier.map((verdict) => {
    const news = byId.get(verdict.providerId);
    const isNew = verdict.excludedBy === null && news?.excludedBy && news.excludedBy !== "already_tried";
    return isNew ? { ...verdict, excludedBy: news.excludedBy, until: news.until } : verdict;
  });
}
