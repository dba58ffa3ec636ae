"use server";
import { z } from "zod";
import { deleteSensitiveWord } from "@/repository/sensitive-words";
import { action } from "../kit/action";
import { wordNotFound } from "./not-found";

export const deleteSensitiveWordAction = action(
  {
    name: "sensitive-words/deleteSensitiveWordAction",
    summary: "Delete a sensitive word",
    description: "Requests may contain it again from now on.",
    access: "admin",
    input: z.object({ id: z.number().int() }),
    output: z.null(),
    refusals: ["NOT_FOUND"],
    changes: ["sensitiveWords"],
  },
  async ({ input: { id }, change }) =>
    change(async (tx) => {
      if (!(await deleteSensitiveWord(tx, id))) throw wordNotFound(id);
      return { result: null, targetId: id, changes: {} };
    }),
);
