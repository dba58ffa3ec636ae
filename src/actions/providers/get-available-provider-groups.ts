"use server";
import { z } from "zod";
import { DEFAULT_GROUP, EVERY_GROUP } from "@/domain/routing/groups";
import { userIdOf } from "@/services/auth/web-caller";
import { action } from "../kit/action";
import { visibleUser } from "../users/visible-user";
import { groupsInUse } from "./groups-in-use";

export const getAvailableProviderGroups = action(
  {
    name: "providers/getAvailableProviderGroups",
    summary: "Provider groups to choose from",
    description:
      "The default group first, then the others by name. With a user, and always for users themselves, only those the user is in.",
    access: "user",
    input: z.object({ userId: z.number().int().optional() }),
    output: z.array(z.string()),
    refusals: ["NOT_FOUND"],
  },
  async ({ input, caller, runtime }) => {
    const groups = [...groupsInUse(runtime.snapshot.current.providers.all).keys()];
    const userId = input.userId ?? (caller.role === "admin" ? null : userIdOf(caller));
    if (userId === null) return groups;
    const user = visibleUser(userId, caller, runtime);
    if (user.groups.includes(EVERY_GROUP)) return groups;
    const own = user.groups.length > 0 ? user.groups : [DEFAULT_GROUP];
    return groups.filter((group) => own.includes(group));
  },
);
