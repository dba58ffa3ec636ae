"use server";
import { z } from "zod";
import { action } from "../kit/action";
import { visibleUser } from "../users/visible-user";
import { KeyDisplay, keyDisplay } from "./key-display";

export const getKeys = action(
  {
    name: "keys/getKeys",
    summary: "List the keys of a user",
    description: "Keys are masked; their texts were shown once when they were made.",
    access: "user",
    input: z.object({ userId: z.number().int() }),
    output: z.array(KeyDisplay),
    refusals: ["NOT_FOUND"],
  },
  async ({ input: { userId }, caller, runtime }) => {
    visibleUser(userId, caller, runtime);
    return runtime.snapshot.current.callers.keys.filter((key) => key.userId === userId).map(keyDisplay);
  },
);
