"use server";
import { z } from "zod";
import { action } from "../kit/action";
import { visibleUser } from "../users/visible-user";
import { KeyWithStatistics, withStatistics } from "./key-with-statistics";

export const getKeysWithStatistics = action(
  {
    name: "keys/getKeysWithStatistics",
    summary: "List the keys of a user with what they did today",
    description:
      "Today's calls and cost in USD, in all and by model, in the hub's time zone, and when and at which provider each key was used last.",
    access: "user",
    input: z.object({ userId: z.number().int() }),
    output: z.array(KeyWithStatistics),
    refusals: ["NOT_FOUND"],
  },
  async ({ input: { userId }, caller, runtime }) => {
    visibleUser(userId, caller, runtime);
    const keys = runtime.snapshot.current.callers.keys.filter((key) => key.userId === userId);
    return keys.map(await withStatistics(keys, runtime));
  },
);
