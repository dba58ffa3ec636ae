"use server";
import { z } from "zod";
import { syncDefaultErrorRules } from "@/services/error-rules/sync-default-error-rules";
import { action } from "../kit/action";
import { MatchStats } from "../kit/match-stats";
import { ruleStats } from "./rule-stats";

export const refreshCacheAction = action(
  {
    name: "error-rules/refreshCacheAction",
    summary: "Bring the default rules up to date and load all rules anew",
    description: "Rules that you wrote, edited or disabled stay as they are.",
    access: "admin",
    input: z.object({}),
    output: z.object({ stats: MatchStats }),
  },
  async ({ runtime }) => {
    await syncDefaultErrorRules(runtime.database.db);
    await runtime.snapshot.refresh("errorRules");
    return { stats: await ruleStats(runtime) };
  },
);
