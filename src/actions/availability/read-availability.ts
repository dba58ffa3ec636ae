import { type BucketPlan, planBuckets } from "@/domain/statistics/availability";
import { listAvailability } from "@/repository/statistics/list-availability";
import type { Runtime } from "@/services/runtime/runtime";
import { type AvailabilityReport, availabilityReport } from "./availability-report";

interface Wanted {
  readonly span: Parameters<typeof planBuckets>[0];
  /** null: all. */
  readonly providerIds: readonly number[] | null;
  readonly includeDisabled: boolean;
}

/** How the hub's live providers did. */
export async function readAvailability(
  { span, providerIds, includeDisabled }: Wanted,
  { database, snapshot, clock }: Pick<Runtime, "database" | "snapshot" | "clock">,
): Promise<AvailabilityReport> {
  const plan: BucketPlan = planBuckets(span);
  const providers = snapshot.current.providers.all.filter(
    ({ id, isEnabled }) => (includeDisabled || isEnabled) && (providerIds?.includes(id) ?? true),
  );
  return availabilityReport(
    plan,
    providers,
    await listAvailability(database.db, plan, providerIds),
    clock.now(),
  );
}
