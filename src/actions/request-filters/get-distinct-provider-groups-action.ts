"use server";
import { z } from "zod";
import { action } from "../kit/action";

export const getDistinctProviderGroupsAction = action(
  {
    name: "request-filters/getDistinctProviderGroupsAction",
    summary: "Tags of providers, to bind a filter to",
    description: "Each once, in alphabetical order.",
    access: "admin",
    input: z.object({}),
    output: z.array(z.string()),
  },
  async ({ runtime }) => {
    const tags = runtime.snapshot.current.providers.all.flatMap(({ groups }) => groups);
    return [...new Set(tags)].sort();
  },
);
