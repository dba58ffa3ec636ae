"use server";
import { CreateSensitiveWord } from "@/domain/sensitive-words/schema";
import { insertSensitiveWord } from "@/repository/sensitive-words";
import { action } from "../kit/action";
import { refuseDuplicate } from "../kit/refuse-duplicate";
import { WordDisplay, wordDisplay } from "./word-display";

export const createSensitiveWordAction = action(
  {
    name: "sensitive-words/createSensitiveWordAction",
    summary: "Add a sensitive word",
    description:
      "Requests that contain it are refused from now on. A text (contains), the whole of a text (exact) or a regular expression (RE2).",
    access: "admin",
    input: CreateSensitiveWord,
    output: WordDisplay,
    refusals: ["DUPLICATE_RULE"],
    changes: ["sensitiveWords"],
  },
  async ({ input, change }) =>
    refuseDuplicate("that word with that match type", () =>
      change(async (tx) => {
        const word = await insertSensitiveWord(tx, input);
        return { result: wordDisplay(word), targetId: word.id, changes: input };
      }),
    ),
);
