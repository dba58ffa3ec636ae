import "server-only";
import { chartDays } from "@/domain/statistics/day-range";
import type { DecimalString } from "@/lib/decimal";
import { type LatestCall, listLatestCalls } from "@/repository/statistics/list-latest-calls";
import { listPointsByDay } from "@/repository/statistics/list-points-by-day";
import type { Runtime } from "@/services/runtime/runtime";

/** What a provider did today, on the clocks of the hub, and when it was asked last. */
export interface ProviderUsage {
  readonly calls: number;
  readonly costUsd: DecimalString;
  readonly latest: LatestCall | null;
}

/** The usage of each of these providers, in two queries however many they are. */
export async function readProviderUsage(
  providerIds: readonly number[],
  { database: { db }, clock, env }: Pick<Runtime, "database" | "clock" | "env">,
): Promise<(providerId: number) => ProviderUsage> {
  const today = chartDays("today", clock.now(), env.TZ);
  const [points, latest] = await Promise.all([
    listPointsByDay(db, env.TZ, "provider", today),
    listLatestCalls(db, "provider", providerIds),
  ]);
  const byId = new Map(points.map((point) => [point.id, point]));
  return (providerId) => {
    const point = byId.get(providerId);
    return {
      calls: point?.calls ?? 0,
      costUsd: point?.costUsd ?? "0",
      latest: latest.get(providerId) ?? null,
    };
  };
}
