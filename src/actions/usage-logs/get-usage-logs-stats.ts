"use server";
import { z } from "zod";
import { summariseRequests } from "@/repository/requests/summarise-requests";
import { action } from "../kit/action";
import { filterFor, LogFilter } from "./log-filter";
import { UsageSummary, usageSummary } from "./usage-summary";

export const getUsageLogsStats = action(
  {
    name: "usage-logs/getUsageLogsStats",
    summary: "Sums over the requests the log's filters match",
    description:
      "Users get those of their own requests. Where the filters match more requests than can be added up at once, the sums are over the newest and isComplete is false.",
    access: "user",
    input: z.object(LogFilter.shape),
    output: UsageSummary,
  },
  async ({ input, caller, runtime: { database, env } }) =>
    usageSummary(await summariseRequests(database.db, filterFor(caller, input), env.TZ)),
);
