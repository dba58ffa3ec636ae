import { z } from "zod";
import { chartDays } from "@/domain/statistics/day-range";
import { Decimal } from "@/lib/decimal";
import { sumOverview } from "@/repository/statistics/sum-overview";
import type { Runtime } from "@/services/runtime/runtime";
import { countActiveSessions } from "@/services/sessions/count-active-sessions";

const COST_PLACES = 6;

/** Today in the hub's time zone: cost in USD, mean duration in ms, share of errors in percent. */
export const Overview = z.object({
  concurrentSessions: z.number().int(),
  todayRequests: z.number().int(),
  todayCost: z.number(),
  avgResponseTime: z.number().int(),
  todayErrorRate: z.number(),
});
export type Overview = z.infer<typeof Overview>;

export async function readOverview(
  runtime: Pick<Runtime, "clock" | "database" | "env" | "inFlight">,
): Promise<Overview> {
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
}
