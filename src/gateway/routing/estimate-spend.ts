import type { Price } from "@/domain/pricing/price";
import type { Provider } from "@/domain/provider/provider";
import { estimateCost } from "@/domain/quota/estimate-cost";
import { redirectModel } from "@/domain/routing/model-rules";
import { resolvePrice } from "@/services/pricing/resolve-price";
import type { GatewayDeps } from "../deps";
import type { GatewayRequest } from "../types";

/**
 * What is reserved for a request, in nano-USD: the estimate at the dearest of the providers that may serve it, so
 * that whoever does, the limits have room for it. What an answer costs beyond that is the slack of every spend limit,
 * once for each request that runs. Without any price nothing is charged, and nothing reserved.
 */
export function estimateSpend(
  { inbound, body, envelope }: GatewayRequest,
  candidates: readonly Provider[],
  { snapshot }: Pick<GatewayDeps, "snapshot">,
): number {
  const { model, maxOutputTokens } = envelope;
  if (!inbound.endpoint.isBilled || model === null) return 0;
  const expected = { bodyBytes: body.bytes.length, maxOutputTokens };
  const costs = [...dearest(model, candidates, snapshot.current)].map(([price, multiplier]) =>
    estimateCost(expected, price, multiplier),
  );
  return Math.max(0, ...costs);
}

/** The highest multiplier at each price: most candidates share one, and arithmetic in decimals is dear. */
function dearest(
  model: string,
  candidates: readonly Provider[],
  { prices, settings }: GatewayDeps["snapshot"]["current"],
): Map<Price, number> {
  const multipliers = new Map<Price, number>();
  for (const candidate of candidates) {
    const names = { original: model, served: redirectModel(candidate, model) };
    const price = resolvePrice(names, settings.billingModelSource, prices);
    if (!price) continue;
    multipliers.set(price, Math.max(multipliers.get(price) ?? 0, Number(candidate.costMultiplier)));
  }
  return multipliers;
}
