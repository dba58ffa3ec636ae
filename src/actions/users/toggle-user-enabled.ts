"use server";
import { z } from "zod";
import { AppError } from "@/domain/app-error";
import { updateUser } from "@/repository/users";
import { userIdOf } from "@/services/auth/web-caller";
import { action } from "../kit/action";
import { userNotFound } from "./not-found";

export const toggleUserEnabled = action(
  {
    name: "users/toggleUserEnabled",
    summary: "Enable or disable a user",
    description: "Takes effect with the next request of any of the user's keys.",
    access: "admin",
    input: z.object({ userId: z.number().int(), enabled: z.boolean() }),
    output: z.null(),
    refusals: ["NOT_FOUND", "CANNOT_CHANGE_SELF"],
    changes: ["callers"],
  },
  async ({ input: { userId, enabled }, caller, change }) => {
    if (!enabled && userIdOf(caller) === userId) {
      throw new AppError("CANNOT_CHANGE_SELF", "You cannot disable yourself.");
    }
    return change(async (tx) => {
      if (!(await updateUser(tx, userId, { isEnabled: enabled }))) throw userNotFound(userId);
      return { result: null, targetId: userId, changes: { isEnabled: enabled } };
    });
  },
);
