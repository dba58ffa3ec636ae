import type { z } from "zod";
import type { ProviderType } from "@/domain/provider/provider-type";
import type { Settings } from "@/domain/settings/settings";
import type { DayRange } from "@/domain/statistics/day-range";
import { formatUsd } from "@/lib/format-usd";
import { rankCacheHits } from "@/repository/statistics/rank-cache-hits";
import { rankModels } from "@/repository/statistics/rank-models";
import { rankProviders } from "@/repository/statistics/rank-providers";
import { rankUsers } from "@/repository/statistics/rank-users";
import type { Runtime } from "@/services/runtime/runtime";
import type { CacheHitEntry, ModelEntry, ProviderEntry, UserEntry } from "./entry";

export const LEADERBOARD_SCOPES = ["user", "provider", "providerCacheHitRate", "model"] as const;

interface Entries {
  readonly user: z.infer<typeof UserEntry>;
  readonly provider: z.infer<typeof ProviderEntry>;
  readonly providerCacheHitRate: z.infer<typeof CacheHitEntry>;
  readonly model: z.infer<typeof ModelEntry>;
}

/** Lines of one kind, in their order. `days` null: since ever; a provider type restricts those of providers. */
type Leaderboard<Entry> = (
  days: DayRange | null,
  runtime: Pick<Runtime, "database" | "env" | "snapshot">,
  providerType?: ProviderType,
) => Promise<Entry[]>;

/** How each leaderboard is read. */
export const LEADERBOARDS: { readonly [Scope in keyof Entries]: Leaderboard<Entries[Scope]> } = {
  user: async (days, { database: { db }, env, snapshot }) =>
    (await rankUsers(db, env.TZ, days)).map(withCost(snapshot.current.settings)),
  model: async (days, { database: { db }, env, snapshot }) =>
    (await rankModels(db, env.TZ, days)).map(withCost(snapshot.current.settings)),
  provider: async (days, { database: { db }, env, snapshot }, providerType) => {
    const priced = withCost(snapshot.current.settings);
    const ranks = await rankProviders(db, env.TZ, days, providerType);
    return ranks.map(({ averageFirstByteMs, tokensPerSecond, ...entry }) => ({
      ...priced(entry),
      avgTtfbMs: Math.round(averageFirstByteMs ?? 0),
      avgTokensPerSecond: tokensPerSecond ?? 0,
    }));
  },
  providerCacheHitRate: async (days, { database: { db }, env, snapshot }, providerType) => {
    const priced = withCost(snapshot.current.settings);
    const ranks = await rankCacheHits(db, env.TZ, days, providerType);
    return ranks.map((entry) => ({ ...priced(entry), cacheCreationCost: Number(entry.cacheCreationCost) }));
  },
};

function withCost({ currencyDisplay }: Settings) {
  return <Entry extends { readonly totalCost: string }>(entry: Entry) => ({
    ...entry,
    totalCost: Number(entry.totalCost),
    totalCostFormatted: formatUsd(entry.totalCost, currencyDisplay),
  });
}
