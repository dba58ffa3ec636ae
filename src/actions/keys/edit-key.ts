"use server";
import { z } from "zod";
import { AppError } from "@/domain/app-error";
import { UpdateKey } from "@/domain/key/schema";
import { updateKey } from "@/repository/keys";
import { action } from "../kit/action";
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
    changes: ["callers"],
  },
  async ({ input: { keyId, ...fields }, caller, change }) => {
    if (Object.keys(fields).length === 0)
      throw new AppError("EMPTY_UPDATE", "Give at least one field to change.");
    return change(async (tx) => {
      const { key, user, siblings } = await findOwnedKey(tx, keyId, caller);
      const changes = keyChanges(fields);
      checkNameIsFree(changes.name, siblings, keyId);
      checkGroups(changes.groups, user, caller);
      checkLimitsWithinUser(changes.limits, user);
      if (changes.isEnabled === false) checkNotLastEnabled(key, siblings);
      const updated = await updateKey(tx, keyId, changes);
      return { result: keyDisplay(updated ?? key), targetId: keyId, changes: fields };
    });
  },
);
