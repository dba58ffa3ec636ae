import { cost } from "@/domain/pricing/cost";
import type { Provider } from "@/domain/provider/provider";
import type { Charge } from "@/domain/request/terminal-record";
import { Decimal } from "@/lib/decimal";
import type { StreamUsage } from "@/protocols/protocol";
import { billedModel, resolvePrice } from "@/services/pricing/resolve-price";
import type { GatewayDeps } from "../deps";
import type { Exchange } from "../types";

/** One upstream call: whom it went to, and as what. */
interface Call {
  readonly provider: Provider;
  readonly servedModel: string | null;
  readonly attemptNumber: number;
}

/** Adds to the trail what one upstream call costs. A call without usage, or of a free endpoint, costs nothing. */
export function addCharge(
  exchange: Exchange,
  call: Call,
  metered: StreamUsage | null,
  deps: Pick<GatewayDeps, "snapshot">,
): void {
  const charge = metered && chargeOf(exchange, call, metered, deps);
  if (charge) exchange.trail.charges.push(charge);
}

/** What one upstream call costs; null where the endpoint is free. */
export function chargeOf(
  { request }: Pick<Exchange, "request">,
  { provider, servedModel, attemptNumber }: Call,
  { usage, isEstimated }: StreamUsage,
  { snapshot }: Pick<GatewayDeps, "snapshot">,
): Charge | null {
  const { inbound, envelope } = request;
  if (!inbound.endpoint.isBilled) return null;
  const { prices, settings } = snapshot.current;
  const original = envelope.model ?? "";
  const names = { original, served: servedModel ?? original };
  const price = resolvePrice(names, settings.billingModelSource, prices);
  return {
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
}
