import { z } from "zod";
import type { MatchType } from "@/domain/match-type";
import type { Runtime } from "@/services/runtime/runtime";
import type { SnapshotPart } from "@/services/snapshot/snapshot";

/** How many enabled rules of each kind are asked, and since when these are in force here (epoch ms). */
export const MatchStats = z.object({
  containsCount: z.number().int(),
  exactCount: z.number().int(),
  regexCount: z.number().int(),
  totalCount: z.number().int(),
  lastReloadTime: z.number().int(),
  isLoading: z.boolean(),
});
export type MatchStats = z.infer<typeof MatchStats>;

export function matchStats(
  rules: readonly { readonly isEnabled: boolean; readonly matchType: MatchType }[],
  part: SnapshotPart,
  { snapshot }: Pick<Runtime, "snapshot">,
): MatchStats {
  const enabled = rules.filter(({ isEnabled }) => isEnabled);
  const count = (wanted: MatchType) => enabled.filter(({ matchType }) => matchType === wanted).length;
  const { loadedAt, isLoading } = snapshot.stateOf(part);
  return {
    containsCount: count("contains"),
    exactCount: count("exact"),
    regexCount: count("regex"),
    totalCount: enabled.length,
    lastReloadTime: loadedAt,
    isLoading,
  };
}
