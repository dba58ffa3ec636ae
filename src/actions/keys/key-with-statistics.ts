import { z } from "zod";
import type { ApiKey } from "@/domain/key/api-key";
import type { Runtime } from "@/services/runtime/runtime";
import { readKeyUsage } from "@/services/statistics/key-usage";
import { KeyDisplay, keyDisplay } from "./key-display";

/** A key with what it did today, in the hub's time zone, and when it was used last. Amounts in USD. */
export const KeyWithStatistics = KeyDisplay.extend({
  todayUsage: z.number(),
  todayCallCount: z.number().int(),
  lastUsedAt: z.iso.datetime().nullable(),
  lastProviderName: z.string().nullable(),
  modelStats: z.array(z.object({ model: z.string(), callCount: z.number().int(), totalCost: z.number() })),
}).meta({ id: "KeyWithStatistics" });
export type KeyWithStatistics = z.infer<typeof KeyWithStatistics>;

/** How to show each of these keys. */
export async function withStatistics(
  keys: readonly Pick<ApiKey, "id">[],
  runtime: Pick<Runtime, "database" | "clock" | "env">,
): Promise<(key: ApiKey) => KeyWithStatistics> {
  const usageOf = await readKeyUsage(
    keys.map(({ id }) => id),
    runtime,
  );
  return (key) => {
    const { calls, cost, models, latest } = usageOf(key.id);
    return {
      ...keyDisplay(key),
      todayUsage: cost,
      todayCallCount: calls,
      lastUsedAt: latest?.at.toISOString() ?? null,
      lastProviderName: latest?.providerName ?? null,
      modelStats: models.map(({ model, calls: callCount, costUsd }) => ({
        ...{ model, callCount },
        totalCost: Number(costUsd),
      })),
    };
  };
}
