"use server";
import { z } from "zod";
import { AppError } from "@/domain/app-error";
import { PROVIDER_TYPES } from "@/domain/provider/provider-type";
import { type DayRange, LEADERBOARD_PERIODS, periodDays } from "@/domain/statistics/day-range";
import { action } from "../kit/action";
import { requireGlobalView } from "../kit/global-view";
import { LeaderboardEntry } from "./entry";
import { LEADERBOARD_SCOPES, LEADERBOARDS } from "./leaderboards";

const Input = z.object({
  period: z.enum(LEADERBOARD_PERIODS).default("daily"),
  scope: z.enum(LEADERBOARD_SCOPES).default("user"),
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
    return LEADERBOARDS[input.scope](days, runtime, input.providerType);
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
