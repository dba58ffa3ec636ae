"use server";
import { z } from "zod";
import { updateKey } from "@/repository/keys";
import { action } from "../kit/action";
import { findOwnedKey } from "./find-owned-key";
import { checkNotLastEnabled } from "./key-rules";

export const toggleKeyEnabled = action(
  {
    name: "keys/toggleKeyEnabled",
    summary: "Enable or disable a key",
    description: "Takes effect with the key's next request. A user's last enabled key cannot be disabled.",
    access: "user",
    input: z.object({ keyId: z.number().int(), enabled: z.boolean() }),
    output: z.null(),
    refusals: ["NOT_FOUND", "LAST_ENABLED_KEY"],
    changes: ["callers"],
  },
  async ({ input: { keyId, enabled }, caller, change }) =>
    change(async (tx) => {
      const { key, siblings } = await findOwnedKey(tx, keyId, caller);
      if (!enabled) checkNotLastEnabled(key, siblings);
      await updateKey(tx, keyId, { isEnabled: enabled });
      return { result: null, targetId: keyId, changes: { isEnabled: enabled } };
    }),
);
