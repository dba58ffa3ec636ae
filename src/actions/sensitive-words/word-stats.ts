import { z } from "zod";
import type { Db } from "@/repository/db";
import { listSensitiveWords } from "@/repository/sensitive-words";

/** How many enabled words of each kind are looked for. */
export const WordStats = z.object({
  containsCount: z.number().int(),
  exactCount: z.number().int(),
  regexCount: z.number().int(),
  totalCount: z.number().int(),
});

export async function wordStats(db: Db): Promise<z.infer<typeof WordStats>> {
  const enabled = (await listSensitiveWords(db)).filter(({ isEnabled }) => isEnabled);
  const count = (wanted: string) => enabled.filter(({ matchType }) => matchType === wanted).length;
  return {
    containsCount: count("contains"),
    exactCount: count("exact"),
    regexCount: count("regex"),
    totalCount: enabled.length,
  };
}
