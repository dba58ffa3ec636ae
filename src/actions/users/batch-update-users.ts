"use server";
import { z } from "zod";
import { UpdateUser } from "@/domain/user/schema";
import { updateUser } from "@/repository/users";
import { action } from "../kit/action";
import { BatchResult, batchIds, batchResult } from "../kit/batch-ids";
import { requireChanges } from "../kit/require-changes";
import { userNotFound } from "./not-found";
import { userChanges } from "./user-fields";

const Updates = UpdateUser.pick({
  note: true,
  tags: true,
  rpm: true,
  dailyQuota: true,
  limit5hUsd: true,
  limitWeeklyUsd: true,
  limitMonthlyUsd: true,
});

export const batchUpdateUsers = action(
  {
    name: "users/batchUpdateUsers",
    summary: "Change many users alike",
    description: "Only the fields given change. All of the users, or none when one of them does not exist.",
    access: "admin",
    input: z.object({ userIds: batchIds, updates: Updates }),
    output: BatchResult,
    refusals: ["NOT_FOUND", "EMPTY_UPDATE"],
    changes: ["callers"],
  },
  async ({ input: { userIds, updates }, change }) => {
    requireChanges(updates);
    return change(async (tx) => {
      for (const userId of userIds) {
        if (!(await updateUser(tx, userId, userChanges(updates)))) throw userNotFound(userId);
      }
      return { result: batchResult(userIds), targetId: null, changes: { userIds, updates } };
    });
  },
);
