"use server";
import { z } from "zod";
import { chartDays } from "@/domain/statistics/day-range";
import { rankModels } from "@/repository/statistics/rank-models";
import { action } from "../kit/action";
import { requireGlobalView } from "../kit/global-view";

const MAX_MODELS = 10;

export const getModelDistribution = action(
  {
    name: "statistics/getModelDistribution",
    summary: "Today's ten favourite models",
    description:
      "Requests, cost in USD and tokens of each, by requests. For those with the global usage view.",
    access: "user",
    input: z.object({}),
    output: z.array(
      z.object({
        model: z.string(),
        totalRequests: z.number().int(),
        totalCost: z.number(),
        totalTokens: z.number().int(),
        successRate: z.number(),
      }),
    ),
  },
  async ({ caller, runtime }) => {
    requireGlobalView(caller, runtime);
    const { clock, database, env } = runtime;
    const models = await rankModels(database.db, env.TZ, chartDays("today", clock.now(), env.TZ));
    return models.slice(0, MAX_MODELS).map((rank) => ({ ...rank, totalCost: Number(rank.totalCost) }));
  },
);
