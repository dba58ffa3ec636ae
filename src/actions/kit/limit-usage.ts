import { z } from "zod";
import type { SubjectUsage, WindowUsage } from "@/services/quota/read-usage";

/** What is used of a limit in USD; null limits are unlimited, `resetAt` is null where the window slides or stays. */
export const CostUsage = z.object({
  current: z.number(),
  limit: z.number().nullable(),
  resetAt: z.iso.datetime().nullable(),
});

export const CountUsage = z.object({ current: z.number().int(), limit: z.number().int().nullable() });

/** Everything that is limited of a key or a provider, under the product's public names. */
export const LimitUsage = z
  .object({
    cost5h: CostUsage,
    costDaily: CostUsage,
    costWeekly: CostUsage,
    costMonthly: CostUsage,
    costTotal: CostUsage,
    concurrentSessions: CountUsage,
  })
  .meta({ id: "LimitUsage" });
export type LimitUsage = z.infer<typeof LimitUsage>;

export function costUsage({ current, limit, resetsAt }: WindowUsage): z.infer<typeof CostUsage> {
  return { current, limit, resetAt: resetsAt?.toISOString() ?? null };
}

export function limitUsage({ windows, sessions }: SubjectUsage): LimitUsage {
  return {
    cost5h: costUsage(windows["5h"]),
    costDaily: costUsage(windows.daily),
    costWeekly: costUsage(windows.weekly),
    costMonthly: costUsage(windows.monthly),
    costTotal: costUsage(windows.total),
    concurrentSessions: sessions,
  };
}
