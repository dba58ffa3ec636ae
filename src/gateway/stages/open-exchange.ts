import { GatewayError } from "@/domain/gateway-error";
import type { Provider } from "@/domain/provider/provider";
import { estimateCost } from "@/domain/quota/estimate-cost";
import type { Demand } from "@/domain/routing/route-plan";
import { planRoute } from "@/domain/routing/route-plan";
import type { SessionRef } from "@/domain/session/session-ref";
import { Decimal, toNanoUsd } from "@/lib/decimal";
import { once } from "@/lib/once";
import type { Caller } from "@/services/auth/caller";
import type { GatewayDeps } from "../deps";
import { settle } from "../settling/settle";
import type { Exchange, GatewayRequest, Trail } from "../types";

const ONE = new Decimal(1);

export interface Admissible {
  readonly request: GatewayRequest;
  readonly caller: Caller;
  readonly session: SessionRef | null;
}

/**
 * Lets the request in: plans its route and, in one atomic step, checks every limit, reserves the expected cost and
 * takes a place at the first provider that has one.
 *
 * @throws {GatewayError} `rpm_limit`, `concurrent_sessions_limit`, `spend_limit`
 */
export async function openExchange(admissible: Admissible, deps: GatewayDeps): Promise<Exchange> {
  const { request, caller, session } = admissible;
  const plan = planRoute(
    deps.snapshot.current.providers.all,
    demandOf(request, caller),
    NOTHING_TRIED,
    deps.random,
  );
  const estimateNanoUsd = estimate(request, deps);
  const admitted = await deps.quota.reserve({
    id: request.inbound.id,
    now: deps.clock.now(),
    caller,
    session,
    estimateNanoUsd,
    candidates: plan.candidates,
  });
  const exchange: Exchange = {
    request,
    caller,
    session,
    sequence: admitted.sequence,
    plan,
    firstProvider: admitted.provider,
    bySession: admitted.bySession,
    boundProviderId: admitted.boundProviderId,
    estimateNanoUsd,
    trail: newTrail(admitted.provider),
    settle: once((outcome) => settle(exchange, outcome, deps)),
  };
  return exchange;
}

function newTrail(reserved: Provider | null): Trail {
  return { failed: [], answered: null, charges: [], reserved: reserved ? [reserved] : [] };
}

const NOTHING_TRIED: ReadonlySet<number> = new Set();

export function demandOf({ inbound, envelope }: GatewayRequest, caller: Caller): Demand {
  return { protocol: inbound.protocol, model: envelope.model, callerGroups: caller.groups };
}

/** Nano-USD. A model without a price cannot be reserved for; it is admitted while the limits have room. */
function estimate(
  { inbound, body, envelope }: GatewayRequest,
  { snapshot }: Pick<GatewayDeps, "snapshot">,
): number {
  const price = envelope.model === null ? undefined : snapshot.current.prices.get(envelope.model);
  if (!inbound.endpoint.isBilled || !price) return 0;
  const expected = { bodyBytes: body.bytes.length, maxOutputTokens: envelope.maxOutputTokens };
  return toNanoUsd(estimateCost(expected, price, ONE));
}

export function noProviderError(model: string | null): GatewayError {
  return new GatewayError(
    "no_available_provider",
    `No provider can serve ${model ?? "this request"} for you right now. Ask an admin to check providers and groups.`,
  );
}
