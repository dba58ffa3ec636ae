"use server";
import { z } from "zod";
import { action } from "../kit/action";
import { MatchStats } from "../kit/match-stats";
import { ruleStats } from "./rule-stats";

export const getCacheStats = action(
  {
    name: "error-rules/getCacheStats",
    summary: "How many error rules are asked",
    description:
      "Enabled rules by match type. What is stored is what is in force; lastReloadTime is since when, in epoch ms.",
    access: "admin",
    input: z.object({}),
    output: MatchStats,
  },
  async ({ runtime }) => ruleStats(runtime),
);
