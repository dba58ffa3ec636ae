"use server";
import { z } from "zod";
import { action } from "../kit/action";

export const getAllUserTags = action(
  {
    name: "users/getAllUserTags",
    summary: "Every tag that a user has",
    description: "Each once, in alphabetical order.",
    access: "admin",
    input: z.object({}),
    output: z.array(z.string()),
  },
  async ({ runtime }) => {
    const tags = runtime.snapshot.current.callers.users.flatMap((user) => user.tags);
    return [...new Set(tags)].sort();
  },
);
