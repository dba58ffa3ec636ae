"use server";
import { z } from "zod";
import { futureDate } from "@/domain/name-schema";
import { updateUser } from "@/repository/users";
import { action } from "../kit/action";
import { userNotFound } from "./not-found";

export const renewUser = action(
  {
    name: "users/renewUser",
    summary: "Set the day a user expires",
    description: "A moment in the future, at most ten years ahead; null never. Can enable the user too.",
    access: "admin",
    input: z.object({
      userId: z.number().int(),
      expiresAt: futureDate,
      enableUser: z.boolean().default(false),
    }),
    output: z.null(),
    refusals: ["NOT_FOUND"],
    changes: ["callers"],
  },
  async ({ input: { userId, expiresAt, enableUser }, change }) =>
    change(async (tx) => {
      const changes = { expiresAt, ...(enableUser && { isEnabled: true }) };
      if (!(await updateUser(tx, userId, changes))) throw userNotFound(userId);
      return { result: null, targetId: userId, changes };
    }),
);
