import { z } from "zod";
import type { ApiKey } from "@/domain/key/api-key";
import { CACHE_TTL_PREFERENCES } from "@/domain/key/schema";
import { DAILY_RESET_MODES } from "@/domain/quota/spend-limits";
import { DEFAULT_GROUP } from "@/domain/routing/groups";

/** A key as lists show it: never the key itself, which was shown once when it was made. */
export const KeyDisplay = z
  .object({
    id: z.number().int(),
    userId: z.number().int(),
    name: z.string(),
    maskedKey: z.string(),
    status: z.enum(["enabled", "disabled", "expired"]),
    isEnabled: z.boolean(),
    expiresAt: z.iso.datetime().nullable(),
    canLoginWebUi: z.boolean(),
    providerGroup: z.string(),
    limit5hUsd: z.number().nullable(),
    limitDailyUsd: z.number().nullable(),
    limitWeeklyUsd: z.number().nullable(),
    limitMonthlyUsd: z.number().nullable(),
    limitTotalUsd: z.number().nullable(),
    limitConcurrentSessions: z.number().nullable(),
    dailyResetMode: z.enum(DAILY_RESET_MODES),
    dailyResetTime: z.string(),
    cacheTtlPreference: z.enum(CACHE_TTL_PREFERENCES),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: "Key" });
export type KeyDisplay = z.infer<typeof KeyDisplay>;

export function keyDisplay(key: ApiKey): KeyDisplay {
  const { limits } = key;
  return {
    id: key.id,
    userId: key.userId,
    name: key.name,
    maskedKey: `${key.prefix}••••••`,
    status: statusOf(key),
    isEnabled: key.isEnabled,
    expiresAt: key.expiresAt?.toISOString() ?? null,
    canLoginWebUi: key.canLoginWebUi,
    providerGroup: key.groups.join(",") || DEFAULT_GROUP,
    limit5hUsd: limits.limit5hUsd,
    limitDailyUsd: limits.limitDailyUsd,
    limitWeeklyUsd: limits.limitWeeklyUsd,
    limitMonthlyUsd: limits.limitMonthlyUsd,
    limitTotalUsd: limits.limitTotalUsd,
    limitConcurrentSessions: key.concurrentSessions,
    dailyResetMode: limits.dailyResetMode,
    dailyResetTime: limits.dailyResetTime,
    cacheTtlPreference: key.cacheTtlPreference ?? "inherit",
    createdAt: key.createdAt.toISOString(),
  };
}

function statusOf({ isEnabled, expiresAt }: ApiKey): KeyDisplay["status"] {
  if (!isEnabled) return "disabled";
  return expiresAt && expiresAt.getTime() <= Date.now() ? "expired" : "enabled";
}
