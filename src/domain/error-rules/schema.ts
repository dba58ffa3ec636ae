import { z } from "zod";
import { MATCH_TYPES } from "@/domain/match-type";
import { regexProblem } from "@/domain/regex-schema";
import { ErrorOverride } from "./error-override";

const fields = {
  pattern: z.string().trim().min(1).max(1_000),
  matchType: z.enum(MATCH_TYPES),
  category: z.string().trim().min(1).max(50),
  description: z.string().trim().max(500).nullable(),
  overrideResponse: ErrorOverride.nullable(),
  overrideStatusCode: z.number().int().min(400).max(599).nullable(),
  isEnabled: z.boolean(),
  priority: z.number().int().min(-1_000_000).max(1_000_000),
};

/** An error rule as an admin writes it. Whoever changes one checks the whole that results, with this. */
export const CreateErrorRule = z
  .object({
    ...fields,
    matchType: fields.matchType.default("regex"),
    description: fields.description.default(null),
    overrideResponse: fields.overrideResponse.default(null),
    overrideStatusCode: fields.overrideStatusCode.default(null),
    isEnabled: fields.isEnabled.default(true),
    priority: fields.priority.default(0),
  })
  .superRefine(({ pattern, matchType }, context) => {
    const problem = matchType === "regex" ? regexProblem(pattern) : null;
    if (problem) context.addIssue({ code: "custom", path: ["pattern"], message: problem });
  });
export type CreateErrorRule = z.output<typeof CreateErrorRule>;

/** What may be changed of one; absent members stay. */
export const UpdateErrorRule = z.object(fields).partial();
export type UpdateErrorRule = z.output<typeof UpdateErrorRule>;
