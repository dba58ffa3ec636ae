import { z } from "zod";
import { ErrorOverride } from "@/domain/error-rules/error-override";
import type { ErrorRule } from "@/domain/error-rules/error-rule";
import { MATCH_TYPES } from "@/domain/match-type";

/** An error rule as lists and forms show it. */
export const RuleDisplay = z
  .object({
    id: z.number().int(),
    pattern: z.string(),
    matchType: z.enum(MATCH_TYPES),
    category: z.string(),
    description: z.string().nullable(),
    overrideResponse: ErrorOverride.nullable(),
    overrideStatusCode: z.number().int().nullable(),
    isEnabled: z.boolean(),
    isDefault: z.boolean(),
    priority: z.number().int(),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
  })
  .meta({ id: "ErrorRule" });
export type RuleDisplay = z.infer<typeof RuleDisplay>;

export function ruleDisplay({ createdAt, updatedAt, ...rule }: ErrorRule): RuleDisplay {
  return { ...rule, createdAt: createdAt.toISOString(), updatedAt: updatedAt.toISOString() };
}
