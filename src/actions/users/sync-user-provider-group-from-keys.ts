"use server";
import { z } from "zod";
import { DEFAULT_GROUP, parseGroups } from "@/domain/routing/groups";
import { listKeys } from "@/repository/keys";
import { updateUser } from "@/repository/users";
import { action } from "../kit/action";
import { userNotFound } from "./not-found";

export const syncUserProviderGroupFromKeys = action(
  {
    name: "users/syncUserProviderGroupFromKeys",
    summary: "Put a user into the groups of their keys",
    description:
      "The user's groups become all those that any of their keys has; with none, the default one. Nothing does this by itself.",
    access: "admin",
    input: z.object({ userId: z.number().int() }),
    output: z.object({ providerGroup: z.string() }),
    refusals: ["NOT_FOUND"],
    changes: ["callers"],
  },
  async ({ input: { userId }, change }) =>
    change(async (tx) => {
      const keys = await listKeys(tx, userId);
      const groups = parseGroups(keys.flatMap((key) => key.groups).join(","));
      if (!(await updateUser(tx, userId, { groups }))) throw userNotFound(userId);
      const providerGroup = groups.join(",") || DEFAULT_GROUP;
      return { result: { providerGroup }, targetId: userId, changes: { providerGroup } };
    }),
);
