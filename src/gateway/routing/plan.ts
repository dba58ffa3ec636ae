import type { Demand } from "@/domain/routing/demand";
import type { RoutingState } from "@/domain/routing/eligibility";
import { planRoute, type RoutePlan } from "@/domain/routing/route-plan";
import type { GatewayDeps } from "../deps";

type PlanDeps = Pick<GatewayDeps, "snapshot" | "circuits" | "clock" | "random">;

/** What routing looks at, as it is now. */
export function routingState({ snapshot, circuits, clock }: Omit<PlanDeps, "random">): RoutingState {
  return {
    providers: snapshot.current.providers.all,
    conditions: circuits.conditions,
    now: clock.now(),
  };
}

/** Who may serve `demand` now, in the order they would be tried. */
export function planNow(demand: Demand, tried: ReadonlySet<number>, deps: PlanDeps): RoutePlan {
  return planRoute(routingState(deps), demand, tried, deps.random);
}
