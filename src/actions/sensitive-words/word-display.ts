import { z } from "zod";
import { MATCH_TYPES } from "@/domain/match-type";
import type { SensitiveWord } from "@/domain/sensitive-words/sensitive-word";

/** A sensitive word as lists and forms show it. */
export const WordDisplay = z
  .object({
    id: z.number().int(),
    word: z.string(),
    matchType: z.enum(MATCH_TYPES),
    description: z.string().nullable(),
    isEnabled: z.boolean(),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
  })
  .meta({ id: "SensitiveWord" });
export type WordDisplay = z.infer<typeof WordDisplay>;

export function wordDisplay({ createdAt, updatedAt, ...word }: SensitiveWord): WordDisplay {
  return { ...word, createdAt: createdAt.toISOString(), updatedAt: updatedAt.toISOString() };
}
