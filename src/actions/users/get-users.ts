"use server";
import { z } from "zod";
import { userIdOf } from "@/services/auth/web-caller";
import { action } from "../kit/action";
import { UserDisplay, userDisplay } from "./user-display";

export const getUsers = action(
  {
    name: "users/getUsers",
    summary: "List users with their keys",
    description: "Admins see everybody, users themselves. Keys are masked.",
    access: "user",
    input: z.object({}),
    output: z.array(UserDisplay),
  },
  async ({ caller, runtime }) => {
    const { users, keys } = runtime.snapshot.current.callers;
    const visible = caller.role === "admin" ? users : users.filter(({ id }) => id === userIdOf(caller));
    return visible.map((user) =>
      userDisplay(
        user,
        keys.filter((key) => key.userId === user.id),
      ),
    );
  },
);
