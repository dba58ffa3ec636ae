import { z } from "zod";
import { displayName, expiryDate, groupList } from "@/domain/name-schema";
import { countLimit, DAILY_RESET_MODES, dailyResetTime, usdLimit } from "@/domain/quota/spend-limits";

/** Prompt-cache lifetimes an admin may fix; "inherit" leaves the client's. */
export const CACHE_TTL_PREFERENCES = ["inherit", "5m", "1h"] as const;

/** A key as scripts and forms write it. */
const KeyFields = z.object({
  name: displayName,
  expiresAt: expiryDate,
  isEnabled: z.boolean(),
  canLoginWebUi: z.boolean(),
  limit5hUsd: usdLimit(10_000),
  limitDailyUsd: usdLimit(10_000),
  limitWeeklyUsd: usdLimit(50_000),
  limitMonthlyUsd: usdLimit(200_000),
  limitTotalUsd: usdLimit(10_000_000),
  limitConcurrentSessions: countLimit(1_000),
  dailyResetMode: z.enum(DAILY_RESET_MODES),
  dailyResetTime,
  providerGroup: groupList,
  cacheTtlPreference: z.enum(CACHE_TTL_PREFERENCES),
});

export const CreateKey = KeyFields.partial().extend({ userId: z.number().int(), name: displayName });
export type CreateKey = z.output<typeof CreateKey>;

export const UpdateKey = KeyFields.partial();
export type UpdateKey = z.output<typeof UpdateKey>;
