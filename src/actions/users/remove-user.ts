"use server";
import { z } from "zod";
import { AppError } from "@/domain/app-error";
import { deleteKey, listKeys } from "@/repository/keys";
import { deleteUser } from "@/repository/users";
import { userIdOf } from "@/services/auth/web-caller";
import { action } from "../kit/action";
import { userNotFound } from "./not-found";

export const removeUser = action(
  {
    name: "users/removeUser",
    summary: "Delete a user and its keys",
    description: "Requests and costs recorded so far stay.",
    access: "admin",
    input: z.object({ userId: z.number().int() }),
    output: z.null(),
    refusals: ["NOT_FOUND", "CANNOT_CHANGE_SELF"],
    changes: ["callers"],
  },
  async ({ input: { userId }, caller, change }) => {
    if (userIdOf(caller) === userId) throw new AppError("CANNOT_CHANGE_SELF", "You cannot delete yourself.");
    return change(async (tx) => {
      for (const key of await listKeys(tx, userId)) await deleteKey(tx, key.id);
      if (!(await deleteUser(tx, userId))) throw userNotFound(userId);
      return { result: null, targetId: userId, changes: {} };
    });
  },
);
