"use server";
import { z } from "zod";
import { UpdateKey } from "@/domain/key/schema";
import { updateKey } from "@/repository/keys";
import { action } from "../kit/action";
import { requireChanges } from "../kit/require-changes";
import { findOwnedKey } from "./find-owned-key";
import { KeyDisplay, keyDisplay } from "./key-display";
import { keyChanges } from "./key-fields";
import { checkGroups, checkLimitsWithinUser, checkNameIsFree, checkNotLastEnabled } from "./key-rules";

export const editKey = action(
  {
    name: "keys/editKey",
    summary: "Change a key",
    description:
      "Only the fields given change. Users may change their own keys within their own limits and groups.",
    access: "user",
    input: UpdateKey.extend({ keyId: z.number().int() }),
    output: KeyDisplay,
    refusals: [
      "NOT_FOUND",
      "EMPTY_UPDATE",
      "DUPLICATE_NAME",
      "LIMIT_EXCEEDS_USER",
      "GROUP_NOT_ALLOWED",
      "LAST_ENABLED_KEY",
    ],
    changes: ["callers"],
  },
  async ({ input: { keyId, ...fields }, caller, change }) => {
    requireChanges(fields);
    return change(async (tx) => {
      const { key, user, siblings } = await findOwnedKey(tx, keyId, caller);
      const changes = keyChanges(fields);
      checkNameIsFree(changes.name, siblings, keyId);
      checkGroups(changes.groups, user, caller);
      checkLimitsWithinUser(changes, user);
      if (changes.isEnabled === false) checkNotLastEnabled(key, siblings);
      const updated = await updateKey(tx, keyId, changes);
      return { result: keyDisplay(updated ?? key), targetId: keyId, changes: fields };
    });
  },
);
