"use server";
import { z } from "zod";
import { chartDays } from "@/domain/statistics/day-range";
import { Decimal } from "@/lib/decimal";
import { sumOverview } from "@/repository/statistics/sum-overview";
import { countActiveSessions } from "@/services/sessions/count-active-sessions";
import { action } from "../kit/action";
import { hasGlobalView } from "../kit/global-view";

const COST_PLACES = 6;

const NOTHING = {
  concurrentSessions: 0,
  todayRequests: 0,
  todayCost: 0,
  avgResponseTime: 0,
  todayErrorRate: 0,
};

export const getOverviewData = action(
  {
    name: "overview/getOverviewData",
    summary: "What happens today, in five figures",
    description:
      "Sessions at work now, and today's requests, cost in USD, mean duration in ms and share of errors in percent, in the hub's time zone. All are 0 for users who may not see everybody's usage.",
    access: "user",
    input: z.object({}),
    output: z.object({
      concurrentSessions: z.number().int(),
      todayRequests: z.number().int(),
      todayCost: z.number(),
      avgResponseTime: z.number().int(),
      todayErrorRate: z.number(),
    }),
  },
  async ({ caller, runtime }) => {
    if (!hasGlobalView(caller, runtime)) return NOTHING;
    const { clock, database, env } = runtime;
    const [today, concurrentSessions] = await Promise.all([
      sumOverview(database.db, env.TZ, chartDays("today", clock.now(), env.TZ)),
      countActiveSessions(runtime),
    ]);
    const { requests, errors, costUsd, averageDurationMs } = today;
    return {
      concurrentSessions,
      todayRequests: requests,
      todayCost: new Decimal(costUsd).toDecimalPlaces(COST_PLACES).toNumber(),
      avgResponseTime: Math.round(averageDurationMs),
      todayErrorRate: requests === 0 ? 0 : Math.round((errors / requests) * 10_000) / 100,
    };
  },
);
