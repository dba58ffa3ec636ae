"use server";
import { z } from "zod";
import { listRequests } from "@/repository/requests/list-requests";
import { summariseRequests } from "@/repository/requests/summarise-requests";
import { action } from "../kit/action";
import { filterFor, LogFilter } from "./log-filter";
import { UsageLog, usageLog } from "./usage-log";
import { UsageSummary, usageSummary } from "./usage-summary";

const MAX_PAGE_SIZE = 100;

export const getUsageLogs = action(
  {
    name: "usage-logs/getUsageLogs",
    summary: "Search the request log by page number",
    description: "Newest first, with the sums over all matching requests. Users see their own requests.",
    access: "user",
    input: LogFilter.extend({
      page: z.coerce.number().int().min(1).default(1),
      pageSize: z.coerce.number().int().min(1).max(MAX_PAGE_SIZE).default(50),
    }),
    output: z.object({
      logs: z.array(UsageLog),
      total: z.number().int(),
      summary: UsageSummary,
    }),
  },
  async ({ input: { page, pageSize, ...filters }, caller, runtime }) => {
    const { db } = runtime.database;
    const filter = filterFor(caller, filters);
    const [listed, sums] = await Promise.all([
      listRequests(db, filter, { size: pageSize, skip: (page - 1) * pageSize }),
      summariseRequests(db, filter, runtime.env.TZ),
    ]);
    return { logs: listed.rows.map(usageLog), total: sums.totalRequests, summary: usageSummary(sums) };
  },
);
