"use server";
import { z } from "zod";
import { expiryDate } from "@/domain/name-schema";
import { updateKey } from "@/repository/keys";
import { action } from "../kit/action";
import { findOwnedKey } from "./find-owned-key";

export const renewKeyExpiresAt = action(
  {
    name: "keys/renewKeyExpiresAt",
    summary: "Set the day a key expires",
    description: "At most ten years ahead; blank or null never. Can enable the key too.",
    access: "user",
    input: z.object({
      keyId: z.number().int(),
      expiresAt: expiryDate,
      enableKey: z.boolean().default(false),
    }),
    output: z.null(),
    refusals: ["NOT_FOUND"],
    changes: ["callers"],
  },
  async ({ input: { keyId, expiresAt, enableKey }, caller, change }) =>
    change(async (tx) => {
      await findOwnedKey(tx, keyId, caller);
      const changes = { expiresAt, ...(enableKey && { isEnabled: true }) };
      await updateKey(tx, keyId, changes);
      return { result: null, targetId: keyId, changes };
    }),
);
