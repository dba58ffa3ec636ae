import { z } from "zod";
import type { ProviderUsage } from "@/services/statistics/provider-usage";
import { ProviderDisplay } from "./provider-display";

/** A provider with its calls and their cost (USD, as text) of today, in the hub's time zone, and its last call. */
export const ProviderWithStatistics = ProviderDisplay.extend({
  todayTotalCostUsd: z.string(),
  todayCallCount: z.number().int(),
  lastCallTime: z.iso.datetime().nullable(),
  lastCallModel: z.string().nullable(),
}).meta({ id: "ProviderWithStatistics" });
export type ProviderWithStatistics = z.infer<typeof ProviderWithStatistics>;

export function withUsage(
  provider: ProviderDisplay,
  { calls, costUsd, latest }: ProviderUsage,
): ProviderWithStatistics {
  return {
    ...provider,
    todayTotalCostUsd: costUsd,
    todayCallCount: calls,
    lastCallTime: latest?.at.toISOString() ?? null,
    lastCallModel: latest?.model ?? null,
  };
}
