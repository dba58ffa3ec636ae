"use server";
import { z } from "zod";
import { listErrorRules as readErrorRules } from "@/repository/error-rules";
import { action } from "../kit/action";
import { RuleDisplay, ruleDisplay } from "./rule-display";

export const listErrorRules = action(
  {
    name: "error-rules/listErrorRules",
    summary: "List error rules",
    description:
      "In the order they are asked: the highest priority first. Default rules are the product's own.",
    access: "admin",
    input: z.object({}),
    output: z.array(RuleDisplay),
  },
  async ({ runtime }) => (await readErrorRules(runtime.database.db)).map(ruleDisplay),
);
