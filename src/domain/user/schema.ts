import { z } from "zod";
import { displayName, expiryDate, futureDate, groupList, nameList, note } from "@/domain/name-schema";
import { countLimit, DAILY_RESET_MODES, dailyResetTime, usdLimit } from "@/domain/quota/spend-limits";
import { ROLES } from "./user";

/** A user as scripts and forms write it. Names and ranges are the product's public ones. */
const UserFields = z.object({
  name: displayName,
  note,
  role: z.enum(ROLES),
  providerGroup: groupList,
  tags: nameList(20, 32),
  rpm: countLimit(1_000_000),
  dailyQuota: usdLimit(100_000),
  limit5hUsd: usdLimit(10_000),
  limitWeeklyUsd: usdLimit(50_000),
  limitMonthlyUsd: usdLimit(200_000),
  limitTotalUsd: usdLimit(10_000_000),
  limitConcurrentSessions: countLimit(1_000),
  dailyResetMode: z.enum(DAILY_RESET_MODES),
  dailyResetTime,
  isEnabled: z.boolean(),
  expiresAt: expiryDate,
  allowedClients: nameList(50, 64),
  allowedModels: nameList(50, 64),
});

export const CreateUser = UserFields.partial().extend({
  name: displayName,
  expiresAt: futureDate.optional(),
});
export type CreateUser = z.output<typeof CreateUser>;

export const UpdateUser = UserFields.partial();
export type UpdateUser = z.output<typeof UpdateUser>;
