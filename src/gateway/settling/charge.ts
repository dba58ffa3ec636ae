import { cost } from "@/domain/pricing/cost";
import type { Charge } from "@/domain/request/terminal-record";
import { Decimal } from "@/lib/decimal";
import type { StreamUsage } from "@/protocols/protocol";
import { billedModel, resolvePrice } from "@/services/pricing/resolve-price";
import type { GatewayDeps } from "../deps";
import type { ForwardedAnswer } from "../forwarding/forward";
import type { Exchange } from "../types";

/** Adds to the trail what one upstream call costs. A call without usage, or of a free endpoint, costs nothing. */
export function addCharge(
  exchange: Exchange,
  {
    provider,
    servedModel,
    attemptNumber,
  }: Pick<ForwardedAnswer, "provider" | "servedModel" | "attemptNumber">,
  metered: StreamUsage | null,
  { snapshot }: Pick<GatewayDeps, "snapshot">,
): void {
  const { inbound, envelope } = exchange.request;
  if (!metered || !inbound.endpoint.isBilled) return;
  const { usage, isEstimated } = metered;
  const { prices, settings } = snapshot.current;
  const original = envelope.model ?? "";
  const names = { original, served: servedModel ?? original };
  const price = resolvePrice(names, settings.billingModelSource, prices);
  const charge: Charge = {
    attempt: attemptNumber,
    providerId: provider.id,
    ...usage,
    costUsd: price && cost(usage, price, new Decimal(provider.costMultiplier)).toFixed(),
    costMultiplier: provider.costMultiplier,
    billedModel: billedModel(names, settings.billingModelSource),
    priceId: price?.id ?? null,
    priceSource: price?.source ?? null,
    estimated: isEstimated,
  };
  exchange.trail.charges.push(charge);
}
