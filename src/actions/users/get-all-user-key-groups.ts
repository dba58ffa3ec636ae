"use server";
import { z } from "zod";
import { action } from "../kit/action";

export const getAllUserKeyGroups = action(
  {
    name: "users/getAllUserKeyGroups",
    summary: "Every provider group that a user or a key is in",
    description: "Each once, in alphabetical order.",
    access: "admin",
    input: z.object({}),
    output: z.array(z.string()),
  },
  async ({ runtime }) => {
    const { users, keys } = runtime.snapshot.current.callers;
    return [...new Set([...users, ...keys].flatMap(({ groups }) => groups))].sort();
  },
);
