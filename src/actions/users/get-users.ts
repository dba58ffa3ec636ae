"use server";
import { z } from "zod";
import { userIdOf } from "@/services/auth/web-caller";
import { action } from "../kit/action";
import { UserWithStatistics, usersWithStatistics } from "./user-with-statistics";

export const getUsers = action(
  {
    name: "users/getUsers",
    summary: "List users with their keys",
    description:
      "Admins see everybody, users themselves. Keys are masked; each tells what it did today, in the hub's time zone.",
    access: "user",
    input: z.object({}),
    output: z.array(UserWithStatistics),
  },
  async ({ caller, runtime }) => {
    const { users, keys } = runtime.snapshot.current.callers;
    const visible = caller.role === "admin" ? users : users.filter(({ id }) => id === userIdOf(caller));
    const holders = visible.map((user) => ({ user, keys: keys.filter((key) => key.userId === user.id) }));
    return usersWithStatistics(holders, runtime);
  },
);
