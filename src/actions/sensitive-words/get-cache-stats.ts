"use server";
import { z } from "zod";
import { action } from "../kit/action";
import { WordStats, wordStats } from "./word-stats";

export const getCacheStats = action(
  {
    name: "sensitive-words/getCacheStats",
    summary: "How many sensitive words are looked for",
    description: "Enabled words by match type. What is stored is what is in force.",
    access: "admin",
    input: z.object({}),
    output: WordStats,
  },
  async ({ runtime }) => wordStats(runtime.database.db),
);
