"use server";
import { z } from "zod";
import { CreateErrorRule, UpdateErrorRule } from "@/domain/error-rules/schema";
import { updateErrorRule } from "@/repository/error-rules";
import { action } from "../kit/action";
import { parseOrRefuse } from "../kit/parse-or-refuse";
import { refuseDuplicate } from "../kit/refuse-duplicate";
import { requireChanges } from "../kit/require-changes";
import { ruleNotFound } from "./not-found";
import { RuleDisplay, ruleDisplay } from "./rule-display";

export const updateErrorRuleAction = action(
  {
    name: "error-rules/updateErrorRuleAction",
    summary: "Change an error rule",
    description:
      "Only the fields given change. An edited default rule becomes yours and is never touched again.",
    access: "admin",
    input: UpdateErrorRule.extend({ id: z.number().int() }),
    output: RuleDisplay,
    refusals: ["NOT_FOUND", "EMPTY_UPDATE", "DUPLICATE_RULE"],
    changes: ["errorRules"],
  },
  async ({ input: { id, ...fields }, change }) => {
    requireChanges(fields);
    return refuseDuplicate("a rule with that pattern", () =>
      change(async (tx) => {
        const rule = await updateErrorRule(tx, id, fields);
        if (!rule) throw ruleNotFound(id);
        // The change is undone when the whole is refused.
        parseOrRefuse(CreateErrorRule, rule);
        return { result: ruleDisplay(rule), targetId: id, changes: fields };
      }),
    );
  },
);
