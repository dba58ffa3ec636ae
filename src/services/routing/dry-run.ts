import "server-only";
import type { Provider } from "@/domain/provider/provider";
import type { Demand } from "@/domain/routing/demand";
import type { RoutingState } from "@/domain/routing/eligibility";
import { planRoute, tiersOf, type Verdict } from "@/domain/routing/route-plan";

/** Where a request would go now, and why. */
export interface DryRun {
  /** In the order they would be tried, with each one's chance (0–1) to be the first. */
  readonly candidates: readonly { readonly provider: Provider; readonly share: number }[];
  /** The session's provider goes before all others, if it may serve. */
  readonly bySession: boolean;
  /** Every provider, with why it is out. */
  readonly verdicts: readonly Verdict[];
}

/**
 * Plans a route as the gateway does, without asking anybody or leaving a trace. Providers' own quotas are counted when
 * a place is taken, so they are not in it.
 *
 * @param boundProviderId the provider the request's session is bound to; null without one
 * @param random gives numbers in [0, 1)
 */
export function dryRun(
  state: RoutingState,
  demand: Demand,
  boundProviderId: number | null,
  random: () => number,
): DryRun {
  const { candidates, verdicts } = planRoute(state, demand, NOTHING_TRIED, random);
  const bound = candidates.find(({ id }) => id === boundProviderId);
  const order = bound ? [bound, ...candidates.filter((provider) => provider !== bound)] : candidates;
  const shares = bound ? new Map([[bound, 1]]) : sharesOf(candidates, demand);
  return {
    candidates: order.map((provider) => ({ provider, share: shares.get(provider) ?? 0 })),
    bySession: bound !== undefined,
    verdicts,
  };
}

const NOTHING_TRIED: ReadonlySet<number> = new Set();

/** The first draw is among the first tier, by weight. */
function sharesOf(candidates: readonly Provider[], demand: Demand): Map<Provider, number> {
  const [first = []] = tiersOf(candidates, demand);
  const total = first.reduce((sum, { weight }) => sum + weight, 0);
  return new Map(first.map((provider) => [provider, provider.weight / total]));
}
