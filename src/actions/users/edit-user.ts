"use server";
import { z } from "zod";
import { AppError } from "@/domain/app-error";
import { UpdateUser } from "@/domain/user/schema";
import { listKeys } from "@/repository/keys";
import { updateUser } from "@/repository/users";
import { userIdOf } from "@/services/auth/web-caller";
import { action } from "../kit/action";
import { requireChanges } from "../kit/require-changes";
import { checkMayEdit } from "./may-edit";
import { userNotFound } from "./not-found";
import { UserDisplay, userDisplay } from "./user-display";
import { userChanges } from "./user-fields";

export const editUser = action(
  {
    name: "users/editUser",
    summary: "Change a user",
    description:
      "Only the fields given change. Users may change their own name, note and tags; everything else is for admins.",
    access: "user",
    input: UpdateUser.extend({ userId: z.number().int() }),
    output: UserDisplay,
    refusals: ["NOT_FOUND", "EMPTY_UPDATE", "CANNOT_CHANGE_SELF"],
    changes: ["callers"],
  },
  async ({ input: { userId, ...fields }, caller, change }) => {
    checkMayEdit(caller, userId, fields);
    requireChanges(fields);
    if (fields.isEnabled === false && userIdOf(caller) === userId) {
      throw new AppError("CANNOT_CHANGE_SELF", "You cannot disable yourself.");
    }
    return change(async (tx) => {
      const user = await updateUser(tx, userId, userChanges(fields));
      if (!user) throw userNotFound(userId);
      return { result: userDisplay(user, await listKeys(tx, userId)), targetId: userId, changes: fields };
    });
  },
);
