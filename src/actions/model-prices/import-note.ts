import type { ImportResult } from "@/services/pricing/import-prices";
import type { ChangeNote } from "../kit/audited-change";

/** An import for the audit log: how many, not which; the versions themselves say that. */
export function importNote<Result extends ImportResult>(result: Result): ChangeNote<Result> {
  const { added, updated, unchanged, failed, skipped } = result;
  const counts = Object.entries({ added, updated, unchanged, failed, skipped }).map(
    ([name, models]) => [name, models.length] as const,
  );
  return { result, targetId: null, changes: Object.fromEntries(counts) };
}
