"use server";
import { z } from "zod";
import { AppError } from "@/domain/app-error";
import { PROVIDER_TYPES } from "@/domain/provider/provider-type";
import type { Settings } from "@/domain/settings/settings";
import { type DayRange, LEADERBOARD_PERIODS, periodDays } from "@/domain/statistics/day-range";
import { formatUsd } from "@/lib/format-usd";
import { rankCacheHits } from "@/repository/statistics/rank-cache-hits";
import { rankModels } from "@/repository/statistics/rank-models";
import { rankProviders } from "@/repository/statistics/rank-providers";
import { rankUsers } from "@/repository/statistics/rank-users";
import type { Runtime } from "@/services/runtime/runtime";
import { action } from "../kit/action";
import { requireGlobalView } from "../kit/global-view";
import { LeaderboardEntry } from "./entry";

const SCOPES = ["user", "provider", "providerCacheHitRate", "model"] as const;

const Input = z.object({
  period: z.enum(LEADERBOARD_PERIODS).default("daily"),
  scope: z.enum(SCOPES).default("user"),
  startDate: z.iso.date().optional(),
  endDate: z.iso.date().optional(),
  providerType: z.enum(PROVIDER_TYPES).optional(),
});

export const getLeaderboard = action(
  {
    name: "leaderboard/getLeaderboard",
    summary: "Users, providers or models in order of what they cost",
    description:
      "Cache hit rates are in order of themselves, models of their requests. Days are the hub's, weeks begin on Monday, custom periods need startDate and endDate, both included. Rates are 0 to 1, amounts USD. For those with the global usage view.",
    access: "user",
    input: Input,
    output: z.array(LeaderboardEntry),
  },
  async ({ input, caller, runtime }) => {
    requireGlobalView(caller, runtime);
    const { clock, env } = runtime;
    const days = daysOf(input, clock.now(), env.TZ);
    return rank(input, days, runtime);
  },
);

function daysOf(
  { period, startDate, endDate }: z.output<typeof Input>,
  now: number,
  timeZone: string,
): DayRange | null {
  if (period !== "custom") return periodDays(period, now, timeZone);
  if (startDate === undefined || endDate === undefined || startDate > endDate) {
    const reason = "a custom period needs startDate and endDate, in this order";
    throw new AppError("INVALID_INPUT", `startDate: ${reason}`, { field: "startDate", reason });
  }
  return { first: startDate, last: endDate };
}

async function rank(
  { scope, providerType }: z.output<typeof Input>,
  days: DayRange | null,
  { database: { db }, env, snapshot }: Pick<Runtime, "database" | "env" | "snapshot">,
): Promise<LeaderboardEntry[]> {
  const priced = withCost(snapshot.current.settings);
  switch (scope) {
    case "user":
      return (await rankUsers(db, env.TZ, days)).map(priced);
    case "model":
      return (await rankModels(db, env.TZ, days)).map(priced);
    case "provider": {
      const ranks = await rankProviders(db, env.TZ, days, providerType);
      return ranks.map(({ averageFirstByteMs, tokensPerSecond, ...entry }) => ({
        ...priced(entry),
        avgTtfbMs: Math.round(averageFirstByteMs ?? 0),
        avgTokensPerSecond: tokensPerSecond ?? 0,
      }));
    }
    case "providerCacheHitRate": {
      const ranks = await rankCacheHits(db, env.TZ, days, providerType);
      return ranks.map((entry) => ({
        ...priced(entry),
        cacheCreationCost: Number(entry.cacheCreationCost),
      }));
    }
  }
}

function withCost({ currencyDisplay }: Settings) {
  return <Entry extends { readonly totalCost: string }>(entry: Entry) => ({
    ...entry,
    totalCost: Number(entry.totalCost),
    totalCostFormatted: formatUsd(entry.totalCost, currencyDisplay),
  });
}
