import type { ServiceTier } from "@/domain/pricing/usage";

/** What providers call the tiers that have a price of their own. OpenAI says it plainly, Google by the kind of traffic. */
const TIERS: ReadonlyMap<unknown, ServiceTier> = new Map([
  ["priority", "priority"],
  ["ON_DEMAND_PRIORITY", "priority"],
  ["flex", "flex"],
  ["ON_DEMAND_FLEX", "flex"],
]);

/** The tier a call was served in; whatever is not told or not known is the standard one. */
export function serviceTierOf(reported: unknown): ServiceTier {
  return TIERS.get(reported) ?? "standard";
}
