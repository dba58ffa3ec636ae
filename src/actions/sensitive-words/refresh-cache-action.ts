"use server";
import { z } from "zod";
import { action } from "../kit/action";
import { WordStats, wordStats } from "./word-stats";

export const refreshCacheAction = action(
  {
    name: "sensitive-words/refreshCacheAction",
    summary: "Load the sensitive words anew",
    description: "Changes are in force by themselves within a second; this is for those who want to be sure.",
    access: "admin",
    input: z.object({}),
    output: z.object({ stats: WordStats }),
    changes: ["sensitiveWords"],
  },
  async ({ runtime }) => ({ stats: await wordStats(runtime.database.db) }),
);
