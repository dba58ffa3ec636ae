"use server";
import { z } from "zod";
import { action } from "../kit/action";
import { RuleStats, ruleStats } from "./rule-stats";

export const getCacheStats = action(
  {
    name: "error-rules/getCacheStats",
    summary: "How many error rules are asked",
    description: "Enabled rules by match type. What is stored is what is in force.",
    access: "admin",
    input: z.object({}),
    output: RuleStats,
  },
  async ({ runtime }) => ruleStats(runtime.database.db),
);
