import { z } from "zod";
import type { SubjectUsage } from "@/services/quota/read-usage";

const limit = z.number().nullable();
const current = z.number();

/** The product writes a quota as flat fields, once for the key and once for its user. */
export const KeyQuota = z.object({
  keyLimit5hUsd: limit,
  keyLimitDailyUsd: limit,
  keyLimitWeeklyUsd: limit,
  keyLimitMonthlyUsd: limit,
  keyLimitTotalUsd: limit,
  keyLimitConcurrentSessions: limit,
  keyCurrent5hUsd: current,
  keyCurrentDailyUsd: current,
  keyCurrentWeeklyUsd: current,
  keyCurrentMonthlyUsd: current,
  keyCurrentTotalUsd: current,
  keyCurrentConcurrentSessions: current,
});

export const UserQuota = z.object({
  userLimit5hUsd: limit,
  userLimitDailyUsd: limit,
  userLimitWeeklyUsd: limit,
  userLimitMonthlyUsd: limit,
  userLimitTotalUsd: limit,
  userLimitConcurrentSessions: limit,
  userCurrent5hUsd: current,
  userCurrentDailyUsd: current,
  userCurrentWeeklyUsd: current,
  userCurrentMonthlyUsd: current,
  userCurrentTotalUsd: current,
  userCurrentConcurrentSessions: current,
});

export function keyQuota({ windows, sessions }: SubjectUsage): z.infer<typeof KeyQuota> {
  return {
    keyLimit5hUsd: windows["5h"].limit,
    keyLimitDailyUsd: windows.daily.limit,
    keyLimitWeeklyUsd: windows.weekly.limit,
    keyLimitMonthlyUsd: windows.monthly.limit,
    keyLimitTotalUsd: windows.total.limit,
    keyLimitConcurrentSessions: sessions.limit,
    keyCurrent5hUsd: windows["5h"].current,
    keyCurrentDailyUsd: windows.daily.current,
    keyCurrentWeeklyUsd: windows.weekly.current,
    keyCurrentMonthlyUsd: windows.monthly.current,
    keyCurrentTotalUsd: windows.total.current,
    keyCurrentConcurrentSessions: sessions.current,
  };
}

export function userQuota({ windows, sessions }: SubjectUsage): z.infer<typeof UserQuota> {
  return {
    userLimit5hUsd: windows["5h"].limit,
    userLimitDailyUsd: windows.daily.limit,
    userLimitWeeklyUsd: windows.weekly.limit,
    userLimitMonthlyUsd: windows.monthly.limit,
    userLimitTotalUsd: windows.total.limit,
    userLimitConcurrentSessions: sessions.limit,
    userCurrent5hUsd: windows["5h"].current,
    userCurrentDailyUsd: windows.daily.current,
    userCurrentWeeklyUsd: windows.weekly.current,
    userCurrentMonthlyUsd: windows.monthly.current,
    userCurrentTotalUsd: windows.total.current,
    userCurrentConcurrentSessions: sessions.current,
  };
}
