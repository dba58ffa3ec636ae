"use server";
import { z } from "zod";
import { action } from "../kit/action";
import { MatchStats } from "../kit/match-stats";
import { wordStats } from "./word-stats";

export const refreshCacheAction = action(
  {
    name: "sensitive-words/refreshCacheAction",
    summary: "Load the sensitive words anew",
    description: "Changes are in force by themselves within a second; this is for those who want to be sure.",
    access: "admin",
    input: z.object({}),
    output: z.object({ stats: MatchStats }),
  },
  async ({ runtime }) => {
    await runtime.snapshot.refresh("sensitiveWords");
    return { stats: await wordStats(runtime) };
  },
);
