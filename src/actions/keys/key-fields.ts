import type { UpdateKey } from "@/domain/key/schema";
import { parseGroups } from "@/domain/routing/groups";
import type { ApiKeyChanges } from "@/repository/keys";
import { compact } from "../kit/compact";

/** The public fields of a key as the changes they mean. Fields that are absent change nothing. */
export function keyChanges(input: UpdateKey): ApiKeyChanges {
  const { cacheTtlPreference } = input;
  return compact({
    name: input.name,
    isEnabled: input.isEnabled,
    expiresAt: input.expiresAt,
    canLoginWebUi: input.canLoginWebUi,
    groups: input.providerGroup === undefined ? undefined : parseGroups(input.providerGroup),
    concurrentSessions: input.limitConcurrentSessions,
    cacheTtlPreference: cacheTtlPreference === "inherit" ? null : cacheTtlPreference,
    limits: compact({
      limit5hUsd: input.limit5hUsd,
      limitDailyUsd: input.limitDailyUsd,
      limitWeeklyUsd: input.limitWeeklyUsd,
      limitMonthlyUsd: input.limitMonthlyUsd,
      limitTotalUsd: input.limitTotalUsd,
      dailyResetMode: input.dailyResetMode,
      dailyResetTime: input.dailyResetTime,
    }),
  });
}
