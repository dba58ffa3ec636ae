"use server";
import { z } from "zod";
import { listRequestFilters } from "@/repository/request-filters";
import { action } from "../kit/action";

export const refreshRequestFiltersCache = action(
  {
    name: "request-filters/refreshRequestFiltersCache",
    summary: "Load the request filters anew",
    description: "Changes are in force by themselves within a second; this is for those who want to be sure.",
    access: "admin",
    input: z.object({}),
    output: z.object({ count: z.number().int() }),
    changes: ["requestFilters"],
  },
  async ({ runtime }) => {
    const filters = await listRequestFilters(runtime.database.db);
    return { count: filters.filter(({ isEnabled }) => isEnabled).length };
  },
);
