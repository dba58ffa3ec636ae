"use server";
import { z } from "zod";
import { CHART_RANGES } from "@/domain/statistics/day-range";
import { readUserStatistics } from "@/services/statistics/user-statistics";
import { action } from "../kit/action";

export const getUserStatistics = action(
  {
    name: "statistics/getUserStatistics",
    summary: "Cost and calls over time, by user or by key",
    description:
      "By hour today, by day in longer ranges, in the hub's time zone, with zeros where nothing happened. Admins see every user; users see their own keys, and with the global usage view all others as one more series with the id -1. Costs are USD as text, in <dataKey>_cost; calls are in <dataKey>_calls.",
    access: "user",
    input: z.object({ timeRange: z.enum(CHART_RANGES).default("today") }),
    output: z.object({
      /** `date` is a day, or the start of an hour in ISO 8601. */
      chartData: z.array(z.object({ date: z.string() }).catchall(z.union([z.string(), z.number()]))),
      users: z.array(z.object({ id: z.number().int(), name: z.string(), dataKey: z.string() })),
      timeRange: z.enum(CHART_RANGES),
      resolution: z.enum(["hour", "day"]),
      mode: z.enum(["users", "keys", "mixed"]),
    }),
  },
  async ({ input: { timeRange }, caller, runtime }) => readUserStatistics(timeRange, caller, runtime),
);
