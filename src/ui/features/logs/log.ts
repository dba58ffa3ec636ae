import type { getUsageLogDetails } from "@/actions/usage-logs/get-usage-log-details";
import type { getUsageLogsBatch } from "@/actions/usage-logs/get-usage-logs-batch";
import type { DataOf } from "@/ui/api/action-client";

export type LogPage = DataOf<typeof getUsageLogsBatch>;
export type Log = LogPage["logs"][number];
export type LogDetails = DataOf<typeof getUsageLogDetails>;
export type Charge = LogDetails["charges"][number];

/** Output tokens per second once the answer had begun; null where that says nothing. */
export function outputRate({ outputTokens, durationMs, ttfbMs }: Log): number | null {
  const writingMs = ttfbMs === null ? 0 : durationMs - ttfbMs;
  return outputTokens > 0 && writingMs > 0 ? (outputTokens / writingMs) * 1_000 : null;
}
