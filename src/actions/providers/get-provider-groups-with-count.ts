"use server";
import { z } from "zod";
import { action } from "../kit/action";
import { groupsInUse } from "./groups-in-use";

export const getProviderGroupsWithCount = action(
  {
    name: "providers/getProviderGroupsWithCount",
    summary: "Provider groups with their sizes",
    description: "The default group first, then the others by name; providers without a tag are in it.",
    access: "admin",
    input: z.object({}),
    output: z.array(z.object({ group: z.string(), providerCount: z.number().int() })),
  },
  async ({ runtime }) =>
    [...groupsInUse(runtime.snapshot.current.providers.all)].map(([group, providerCount]) => ({
      group,
      providerCount,
    })),
);
