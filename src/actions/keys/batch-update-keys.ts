"use server";
import { z } from "zod";
import { UpdateKey } from "@/domain/key/schema";
import { findKey, listKeys, updateKey } from "@/repository/keys";
import { findUser } from "@/repository/users";
import { action } from "../kit/action";
import { BatchResult, batchIds, batchResult } from "../kit/batch-ids";
import { requireChanges } from "../kit/require-changes";
import { userNotFound } from "../users/not-found";
import { keyChanges } from "./key-fields";
import { checkLimitsWithinUser, checkStillEnabled } from "./key-rules";
import { keyNotFound } from "./not-found";

const Updates = UpdateKey.pick({
  providerGroup: true,
  limit5hUsd: true,
  limitDailyUsd: true,
  limitWeeklyUsd: true,
  limitMonthlyUsd: true,
  canLoginWebUi: true,
  isEnabled: true,
});

export const batchUpdateKeys = action(
  {
    name: "keys/batchUpdateKeys",
    summary: "Change many keys alike",
    description:
      "Only the fields given change. All of the keys, or none: when one does not exist, would exceed its user's limits, or a user would be left without an enabled key.",
    access: "admin",
    input: z.object({ keyIds: batchIds, updates: Updates }),
    output: BatchResult,
    refusals: ["NOT_FOUND", "EMPTY_UPDATE", "LIMIT_EXCEEDS_USER", "LAST_ENABLED_KEY"],
    changes: ["callers"],
  },
  async ({ input: { keyIds, updates }, change }) => {
    requireChanges(updates);
    const changes = keyChanges(updates);
    return change(async (tx) => {
      const userIds = new Set<number>();
      for (const keyId of keyIds) {
        const key = await findKey(tx, keyId);
        if (!key) throw keyNotFound(keyId);
        const user = await findUser(tx, key.userId);
        if (!user) throw userNotFound(key.userId);
        checkLimitsWithinUser(changes, user);
        await updateKey(tx, keyId, changes);
        userIds.add(user.id);
      }
      if (changes.isEnabled === false) {
        for (const userId of userIds) checkStillEnabled(await listKeys(tx, userId));
      }
      return { result: batchResult(keyIds), targetId: null, changes: { keyIds, updates } };
    });
  },
);
