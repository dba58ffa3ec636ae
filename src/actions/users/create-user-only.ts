"use server";
import { z } from "zod";
import { CreateUser } from "@/domain/user/schema";
import { insertUser } from "@/repository/users";
import { action } from "../kit/action";
import { newUser } from "./new-user";
import { UserDisplay, userDisplay } from "./user-display";

export const createUserOnly = action(
  {
    name: "users/createUserOnly",
    summary: "Create a user without a key",
    description: "For those who give keys of their own making: add them with keys/addKey.",
    access: "admin",
    input: CreateUser,
    output: z.object({ user: UserDisplay }),
    changes: ["callers"],
  },
  async ({ input, change }) =>
    change(async (tx) => {
      const user = await insertUser(tx, newUser(input));
      return { result: { user: userDisplay(user, []) }, targetId: user.id, changes: input };
    }),
);
