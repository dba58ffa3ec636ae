"use server";
import { z } from "zod";
import { deleteErrorRule } from "@/repository/error-rules";
import { action } from "../kit/action";
import { ruleNotFound } from "./not-found";

export const deleteErrorRuleAction = action(
  {
    name: "error-rules/deleteErrorRuleAction",
    summary: "Delete an error rule",
    description: "Rules of your own. Default rules can be disabled instead.",
    access: "admin",
    input: z.object({ id: z.number().int() }),
    output: z.null(),
    refusals: ["NOT_FOUND"],
    changes: ["errorRules"],
  },
  async ({ input: { id }, change }) =>
    change(async (tx) => {
      if (!(await deleteErrorRule(tx, id))) throw ruleNotFound(id);
      return { result: null, targetId: id, changes: {} };
    }),
);
