import type { getUsageLogs } from "@/actions/usage-logs/get-usage-logs";
import type { DataOf, InputOf } from "@/ui/api/action-client";

/** Today's sums with its latest requests. */
export type Today = DataOf<typeof getUsageLogs>;

const LATEST = 10;

/** What the dashboard asks the log for. @param startsAt of the day, epoch ms */
export function todayInput(startsAt: number): InputOf<typeof getUsageLogs> {
  return { startTime: startsAt, page: 1, pageSize: LATEST };
}
