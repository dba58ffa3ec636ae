"use server";
import { z } from "zod";
import { listSensitiveWords as readSensitiveWords } from "@/repository/sensitive-words";
import { action } from "../kit/action";
import { WordDisplay, wordDisplay } from "./word-display";

export const listSensitiveWords = action(
  {
    name: "sensitive-words/listSensitiveWords",
    summary: "List sensitive words",
    description: "Oldest first, enabled or not.",
    access: "admin",
    input: z.object({}),
    output: z.array(WordDisplay),
  },
  async ({ runtime }) => (await readSensitiveWords(runtime.database.db)).map(wordDisplay),
);
