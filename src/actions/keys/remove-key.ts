"use server";
import { z } from "zod";
import { deleteKey } from "@/repository/keys";
import { action } from "../kit/action";
import { findOwnedKey } from "./find-owned-key";
import { checkNotLastEnabled } from "./key-rules";

export const removeKey = action(
  {
    name: "keys/removeKey",
    summary: "Delete a key",
    description: "Requests and costs recorded so far stay. A user's last enabled key cannot be deleted.",
    access: "user",
    input: z.object({ keyId: z.number().int() }),
    output: z.null(),
    refusals: ["NOT_FOUND", "LAST_ENABLED_KEY"],
    changes: ["callers"],
  },
  async ({ input: { keyId }, caller, change }) =>
    change(async (tx) => {
      const { key, siblings } = await findOwnedKey(tx, keyId, caller);
      checkNotLastEnabled(key, siblings);
      await deleteKey(tx, keyId);
      return { result: null, targetId: keyId, changes: {} };
    }),
);
