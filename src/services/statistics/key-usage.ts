import "server-only";
import { chartDays } from "@/domain/statistics/day-range";
import { hoursOfDay } from "@/domain/statistics/hour-buckets";
import { Decimal } from "@/lib/decimal";
import { type KeyModelUsage, listKeyModels } from "@/repository/statistics/list-key-models";
import { type LatestCall, listLatestCalls } from "@/repository/statistics/list-latest-calls";
import type { Runtime } from "@/services/runtime/runtime";

/** What a key did today, on the clocks of the hub, and when it was used last. */
export interface KeyUsage {
  readonly calls: number;
  /** USD. */
  readonly cost: number;
  /** The dearest first. */
  readonly models: readonly KeyModelUsage[];
  readonly latest: LatestCall | null;
}

/** The usage of each of these keys, in two queries however many they are. */
export async function readKeyUsage(
  keyIds: readonly number[],
  { database: { db }, clock, env }: Pick<Runtime, "database" | "clock" | "env">,
): Promise<(keyId: number) => KeyUsage> {
  const today = hoursOfDay(chartDays("today", clock.now(), env.TZ).first, env.TZ);
  const [used, latest] = await Promise.all([
    listKeyModels(db, keyIds, today),
    listLatestCalls(db, "key", keyIds),
  ]);
  const byKey = new Map<number, KeyModelUsage[]>();
  for (const usage of used) byKey.set(usage.keyId, [...(byKey.get(usage.keyId) ?? []), usage]);
  return (keyId) => {
    const models = byKey.get(keyId) ?? [];
    return {
      models,
      calls: models.reduce((sum, { calls }) => sum + calls, 0),
      cost: models.reduce((sum, { costUsd }) => sum.plus(costUsd), new Decimal(0)).toNumber(),
      latest: latest.get(keyId) ?? null,
    };
  };
}
