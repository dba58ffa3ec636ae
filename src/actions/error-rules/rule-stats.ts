import { z } from "zod";
import type { Db } from "@/repository/db";
import { listErrorRules } from "@/repository/error-rules";

/** How many enabled rules of each kind are asked. */
export const RuleStats = z.object({
  containsCount: z.number().int(),
  exactCount: z.number().int(),
  regexCount: z.number().int(),
  totalCount: z.number().int(),
});

export async function ruleStats(db: Db): Promise<z.infer<typeof RuleStats>> {
  const enabled = (await listErrorRules(db)).filter(({ isEnabled }) => isEnabled);
  const count = (wanted: string) => enabled.filter(({ matchType }) => matchType === wanted).length;
  return {
    containsCount: count("contains"),
    exactCount: count("exact"),
    regexCount: count("regex"),
    totalCount: enabled.length,
  };
}
