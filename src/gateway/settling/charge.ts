import { cost } from "@/domain/pricing/cost";
import type { Usage } from "@/domain/pricing/usage";
import type { Charge } from "@/domain/request/terminal-record";
import { Decimal } from "@/lib/decimal";
import { billedModel, resolvePrice } from "@/services/pricing/resolve-price";
import type { GatewayDeps } from "../deps";
import type { ForwardedAnswer } from "../forwarding/forward";
import type { Exchange } from "../types";

export interface Metered {
  /** null: the upstream reported none. */
  readonly usage: Usage | null;
  /** The answer was cut short, so the usage is what was seen. */
  readonly isEstimated: boolean;
}

/** Adds to the trail what one upstream call costs. A call without usage, or of a free endpoint, costs nothing. */
export function addCharge(
  exchange: Exchange,
  {
    provider,
    servedModel,
    attemptNumber,
  }: Pick<ForwardedAnswer, "provider" | "servedModel" | "attemptNumber">,
  { usage, isEstimated }: Metered,
  { snapshot }: Pick<GatewayDeps, "snapshot">,
): void {
  const { inbound, envelope } = exchange.request;
  if (!usage || !inbound.endpoint.isBilled) return;
  const { prices, settings } = snapshot.current;
  const original = envelope.model ?? "";
  const names = { original, served: servedModel ?? original };
  const price = resolvePrice(names, settings.billingModelSource, prices);
  const charge: Charge = {
    attempt: attemptNumber,
    providerId: provider.id,
    usage,
    costUsd: price && cost(usage, price, new Decimal(provider.costMultiplier)).toFixed(),
    costMultiplier: provider.costMultiplier,
    billedModel: billedModel(names, settings.billingModelSource),
    priceId: price?.id ?? null,
    priceSource: price?.source ?? null,
    estimated: isEstimated,
  };
  exchange.trail.charges.push(charge);
}
