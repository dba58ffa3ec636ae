import { z } from "zod";
import { MATCH_TYPES } from "@/domain/match-type";
import { regexProblem } from "@/domain/regex-schema";

const SensitiveWordFields = z.object({
  word: z.string().trim().min(1).max(255),
  matchType: z.enum(MATCH_TYPES).default("contains"),
  description: z.string().trim().max(500).nullable().default(null),
  isEnabled: z.boolean().default(true),
});

/** A sensitive word as an admin writes it. Whoever changes one checks the whole that results, with this. */
export const CreateSensitiveWord = SensitiveWordFields.superRefine(({ word, matchType }, context) => {
  const problem = matchType === "regex" ? regexProblem(word) : null;
  if (problem) context.addIssue({ code: "custom", path: ["word"], message: problem });
});
export type CreateSensitiveWord = z.output<typeof CreateSensitiveWord>;

/** What may be changed of one; absent members stay. */
export const UpdateSensitiveWord = z.object({
  word: SensitiveWordFields.shape.word.optional(),
  matchType: z.enum(MATCH_TYPES).optional(),
  description: z.string().trim().max(500).nullable().optional(),
  isEnabled: z.boolean().optional(),
});
export type UpdateSensitiveWord = z.output<typeof UpdateSensitiveWord>;
