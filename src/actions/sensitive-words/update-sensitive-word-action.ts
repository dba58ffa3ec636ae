"use server";
import { z } from "zod";
import { CreateSensitiveWord, UpdateSensitiveWord } from "@/domain/sensitive-words/schema";
import { updateSensitiveWord } from "@/repository/sensitive-words";
import { action } from "../kit/action";
import { parseOrRefuse } from "../kit/parse-or-refuse";
import { refuseDuplicate } from "../kit/refuse-duplicate";
import { requireChanges } from "../kit/require-changes";
import { wordNotFound } from "./not-found";
import { WordDisplay, wordDisplay } from "./word-display";

export const updateSensitiveWordAction = action(
  {
    name: "sensitive-words/updateSensitiveWordAction",
    summary: "Change a sensitive word",
    description: "Only the fields given change; what results must be a good word as a whole.",
    access: "admin",
    input: UpdateSensitiveWord.extend({ id: z.number().int() }),
    output: WordDisplay,
    refusals: ["NOT_FOUND", "EMPTY_UPDATE", "DUPLICATE_RULE"],
    changes: ["sensitiveWords"],
  },
  async ({ input: { id, ...fields }, change }) => {
    requireChanges(fields);
    return refuseDuplicate("that word with that match type", () =>
      change(async (tx) => {
        const word = await updateSensitiveWord(tx, id, fields);
        if (!word) throw wordNotFound(id);
        // The change is undone when the whole is refused.
        parseOrRefuse(CreateSensitiveWord, word);
        return { result: wordDisplay(word), targetId: id, changes: fields };
      }),
    );
  },
);
