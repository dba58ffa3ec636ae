"use server";
import { CreateErrorRule } from "@/domain/error-rules/schema";
import { insertErrorRule } from "@/repository/error-rules";
import { action } from "../kit/action";
import { refuseDuplicate } from "../kit/refuse-duplicate";
import { RuleDisplay, ruleDisplay } from "./rule-display";

export const createErrorRuleAction = action(
  {
    name: "error-rules/createErrorRuleAction",
    summary: "Add an error rule",
    description:
      "An upstream error it matches is the client's fault: no other provider is tried, and the client is told what the rule says.",
    access: "admin",
    input: CreateErrorRule,
    output: RuleDisplay,
    refusals: ["DUPLICATE_RULE"],
    changes: ["errorRules"],
  },
  async ({ input, change }) =>
    refuseDuplicate("a rule with that pattern", () =>
      change(async (tx) => {
        const rule = await insertErrorRule(tx, input);
        return { result: ruleDisplay(rule), targetId: rule.id, changes: input };
      }),
    ),
);
