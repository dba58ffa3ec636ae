"use server";
import { z } from "zod";
import { chartDays } from "@/domain/statistics/day-range";
import { hourBuckets } from "@/domain/statistics/hour-buckets";
import { HOUR_MS } from "@/lib/duration";
import { listRequestsByHour } from "@/repository/statistics/list-requests-by-hour";
import type { Runtime } from "@/services/runtime/runtime";
import { readActivityStream } from "@/services/statistics/activity-stream";
import { action } from "../kit/action";
import { requireGlobalView } from "../kit/global-view";
import { ModelEntry, ProviderEntry, UserEntry } from "../leaderboard/entry";
import { LEADERBOARDS } from "../leaderboard/leaderboards";
import { Overview, readOverview } from "../overview/overview";
import { ProviderSlots, readProviderSlots } from "../provider-slots/slots";

const ACTIVITIES = 20;
const RANKS = 5;
const SLOTS = 3;
const MODELS = 10;
const TREND_HOURS = 24;

const Activity = z.object({
  id: z.string(),
  user: z.string().nullable(),
  keyName: z.string().nullable(),
  provider: z.string().nullable(),
  model: z.string().nullable(),
  startTime: z.number().int(),
  latency: z.number().int(),
  status: z.number().int().nullable().describe("null: it runs"),
  cost: z.number(),
});

export const getDashboardRealtimeData = action(
  {
    name: "dashboard-realtime/getDashboardRealtimeData",
    summary: "Everything a wall display shows, in one answer",
    description:
      "Today's figures, the 20 newest requests (of each session its newest first), today's five dearest users and providers, the three busiest providers with a limit of sessions, today's ten favourite models, and the requests of each of the last 24 hours (hour: its start in ISO 8601). Amounts in USD, times in ms. For those with the global usage view.",
    access: "user",
    input: z.object({}),
    output: z.object({
      metrics: Overview,
      activityStream: z.array(Activity),
      userRankings: z.array(UserEntry),
      providerRankings: z.array(ProviderEntry),
      providerSlots: z.array(ProviderSlots),
      modelDistribution: z.array(ModelEntry),
      trendData: z.array(z.object({ hour: z.iso.datetime(), value: z.number().int() })),
    }),
  },
  async ({ caller, runtime }) => {
    requireGlobalView(caller, runtime);
    const { clock, env } = runtime;
    const today = chartDays("today", clock.now(), env.TZ);
    const [metrics, activityStream, users, providers, slots, models, trendData] = await Promise.all([
      readOverview(runtime),
      readActivityStream(ACTIVITIES, runtime),
      LEADERBOARDS.user(today, runtime),
      LEADERBOARDS.provider(today, runtime),
      readProviderSlots(runtime),
      LEADERBOARDS.model(today, runtime),
      readTrend(runtime),
    ]);
    return {
      ...{ metrics, activityStream, trendData },
      userRankings: users.slice(0, RANKS),
      providerRankings: providers.slice(0, RANKS),
      providerSlots: slots.sort((a, b) => utilisation(b) - utilisation(a)).slice(0, SLOTS),
      modelDistribution: models.slice(0, MODELS),
    };
  },
);

const utilisation = ({ usedSlots, totalSlots }: ProviderSlots) => usedSlots / totalSlots;

async function readTrend({ database, clock }: Pick<Runtime, "database" | "clock">) {
  const endsAt = Math.floor(clock.now() / HOUR_MS) * HOUR_MS + HOUR_MS;
  const window = { startsAt: endsAt - TREND_HOURS * HOUR_MS, endsAt };
  const requests = await listRequestsByHour(database.db, window);
  return hourBuckets(window).map((at) => ({
    hour: new Date(at).toISOString(),
    value: requests.get(at) ?? 0,
  }));
}
