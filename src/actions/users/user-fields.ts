import { parseGroups } from "@/domain/routing/groups";
import type { UpdateUser } from "@/domain/user/schema";
import type { UserChanges } from "@/repository/users";
import { compact } from "../kit/compact";

/** The public fields of a user as the changes they mean. Fields that are absent change nothing. */
export function userChanges(input: UpdateUser): UserChanges {
  return compact({
    name: input.name,
    note: input.note,
    role: input.role,
    tags: input.tags,
    groups: input.providerGroup === undefined ? undefined : parseGroups(input.providerGroup),
    rpmLimit: input.rpm,
    concurrentSessions: input.limitConcurrentSessions,
    isEnabled: input.isEnabled,
    expiresAt: input.expiresAt,
    allowedClients: input.allowedClients,
    allowedModels: input.allowedModels,
    limits: compact({
      limit5hUsd: input.limit5hUsd,
      limitDailyUsd: input.dailyQuota,
      limitWeeklyUsd: input.limitWeeklyUsd,
      limitMonthlyUsd: input.limitMonthlyUsd,
      limitTotalUsd: input.limitTotalUsd,
      dailyResetMode: input.dailyResetMode,
      dailyResetTime: input.dailyResetTime,
    }),
  });
}
