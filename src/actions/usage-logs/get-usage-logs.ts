"use server";
import { z } from "zod";
import { listRequests } from "@/repository/requests/list-requests";
import { summariseRequests } from "@/repository/requests/summarise-requests";
import { action } from "../kit/action";
import { filterFor, LogFilter } from "./log-filter";
import { UsageLog, usageLog } from "./usage-log";

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
      summary: z.object({
        totalRequests: z.number().int(),
        totalCost: z.string(),
        totalTokens: z.number().int(),
        totalInputTokens: z.number().int(),
        totalOutputTokens: z.number().int(),
        totalCacheReadTokens: z.number().int(),
        totalCacheCreationTokens: z.number().int(),
        totalCacheCreation5mTokens: z.number().int(),
        totalCacheCreation1hTokens: z.number().int(),
      }),
    }),
  },
  async ({ input: { page, pageSize, ...filters }, caller, runtime }) => {
    const { db } = runtime.database;
    const filter = filterFor(caller, filters);
    const [listed, sums] = await Promise.all([
      listRequests(db, filter, { size: pageSize, skip: (page - 1) * pageSize }),
      summariseRequests(db, filter),
    ]);
    const cacheCreation = sums.cacheWrite5mTokens + sums.cacheWrite1hTokens;
    return {
      logs: listed.rows.map(usageLog),
      total: sums.totalRequests,
      summary: {
        totalRequests: sums.totalRequests,
        totalCost: sums.totalCost,
        totalTokens: sums.inputTokens + sums.outputTokens + sums.cacheReadTokens + cacheCreation,
        totalInputTokens: sums.inputTokens,
        totalOutputTokens: sums.outputTokens,
        totalCacheReadTokens: sums.cacheReadTokens,
        totalCacheCreationTokens: cacheCreation,
        totalCacheCreation5mTokens: sums.cacheWrite5mTokens,
        totalCacheCreation1hTokens: sums.cacheWrite1hTokens,
      },
    };
  },
);
