import { z } from "zod";
import type { ApiKey } from "@/domain/key/api-key";
import { DAILY_RESET_MODES } from "@/domain/quota/spend-limits";
import { DEFAULT_GROUP } from "@/domain/routing/groups";
import { ROLES, type User } from "@/domain/user/user";
import { KeyDisplay, keyDisplay } from "../keys/key-display";

/** A user as lists and forms show it. Field names are the product's public ones; limits in USD, null = unlimited. */
export const UserDisplay = z
  .object({
    id: z.number().int(),
    name: z.string(),
    note: z.string(),
    role: z.enum(ROLES),
    rpm: z.number().nullable(),
    dailyQuota: z.number().nullable(),
    providerGroup: z.string(),
    tags: z.array(z.string()),
    limit5hUsd: z.number().nullable(),
    limitWeeklyUsd: z.number().nullable(),
    limitMonthlyUsd: z.number().nullable(),
    limitTotalUsd: z.number().nullable(),
    limitConcurrentSessions: z.number().nullable(),
    dailyResetMode: z.enum(DAILY_RESET_MODES),
    dailyResetTime: z.string(),
    isEnabled: z.boolean(),
    expiresAt: z.iso.datetime().nullable(),
    allowedClients: z.array(z.string()),
    allowedModels: z.array(z.string()),
    createdAt: z.iso.datetime(),
    keys: z.array(KeyDisplay),
  })
  .meta({ id: "User" });
export type UserDisplay = z.infer<typeof UserDisplay>;

export function userDisplay(user: User, keys: readonly ApiKey[]): UserDisplay {
  const { limits } = user;
  return {
    id: user.id,
    name: user.name,
    note: user.note,
    role: user.role,
    rpm: user.rpmLimit,
    dailyQuota: limits.limitDailyUsd,
    providerGroup: user.groups.join(",") || DEFAULT_GROUP,
    tags: [...user.tags],
    limit5hUsd: limits.limit5hUsd,
    limitWeeklyUsd: limits.limitWeeklyUsd,
    limitMonthlyUsd: limits.limitMonthlyUsd,
    limitTotalUsd: limits.limitTotalUsd,
    limitConcurrentSessions: user.concurrentSessions,
    dailyResetMode: limits.dailyResetMode,
    dailyResetTime: limits.dailyResetTime,
    isEnabled: user.isEnabled,
    expiresAt: user.expiresAt?.toISOString() ?? null,
    allowedClients: [...user.allowedClients],
    allowedModels: [...user.allowedModels],
    createdAt: user.createdAt.toISOString(),
    keys: keys.map(keyDisplay),
  };
}
