"use server";
import { z } from "zod";
import { action } from "../kit/action";
import { MatchStats } from "../kit/match-stats";
import { wordStats } from "./word-stats";

export const getCacheStats = action(
  {
    name: "sensitive-words/getCacheStats",
    summary: "How many sensitive words are looked for",
    description:
      "Enabled words by match type. What is stored is what is in force; lastReloadTime is since when, in epoch ms.",
    access: "admin",
    input: z.object({}),
    output: MatchStats,
  },
  async ({ runtime }) => wordStats(runtime),
);
