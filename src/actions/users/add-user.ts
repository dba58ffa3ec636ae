"use server";
import { z } from "zod";
import { CreateUser } from "@/domain/user/schema";
import { insertUser } from "@/repository/users";
import { createKey } from "../keys/create-key";
import { action } from "../kit/action";
import { newUser } from "./new-user";
import { UserDisplay, userDisplay } from "./user-display";

export const addUser = action(
  {
    name: "users/addUser",
    summary: "Create a user with a first key",
    description: "The key's text is in the answer and nowhere else: it is shown once.",
    access: "admin",
    input: CreateUser,
    output: z.object({
      user: UserDisplay,
      defaultKey: z.object({ id: z.number().int(), name: z.string(), key: z.string() }),
    }),
    changes: ["callers"],
  },
  async ({ input, runtime, change }) =>
    change(async (tx) => {
      const user = await insertUser(tx, newUser(input));
      const { key, text } = await createKey(tx, runtime.secrets, { userId: user.id, name: "default" });
      return {
        result: { user: userDisplay(user, [key]), defaultKey: { id: key.id, name: key.name, key: text } },
        targetId: user.id,
        changes: input,
      };
    }),
);
