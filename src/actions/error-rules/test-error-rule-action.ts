"use server";
import { z } from "zod";
import { findErrorRule } from "@/domain/error-rules/compile";
import { ErrorOverride } from "@/domain/error-rules/error-override";
import { action } from "../kit/action";
import { RuleDisplay, ruleDisplay } from "./rule-display";

export const testErrorRuleAction = action(
  {
    name: "error-rules/testErrorRuleAction",
    summary: "Which rule an error text would meet",
    description:
      "By the rules in force. The response and the status are null where the upstream's own would be kept.",
    access: "admin",
    input: z.object({ message: z.string().min(1).max(100_000) }),
    output: z.object({
      matched: z.boolean(),
      rule: RuleDisplay.nullable(),
      finalResponse: ErrorOverride.nullable(),
      finalStatusCode: z.number().int().nullable(),
    }),
  },
  async ({ input: { message }, runtime }) => {
    const rule = findErrorRule(runtime.snapshot.current.errorRules, [message]);
    return {
      matched: rule !== null,
      rule: rule && ruleDisplay(rule),
      finalResponse: rule?.overrideResponse ?? null,
      finalStatusCode: rule?.overrideStatusCode ?? null,
    };
  },
);
