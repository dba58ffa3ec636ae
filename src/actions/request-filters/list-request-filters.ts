"use server";
import { z } from "zod";
import { listRequestFilters as readRequestFilters } from "@/repository/request-filters";
import { action } from "../kit/action";
import { FilterDisplay, filterDisplay } from "./filter-display";

export const listRequestFilters = action(
  {
    name: "request-filters/listRequestFilters",
    summary: "List request filters",
    description: "In the order they are applied: the lowest priority number first.",
    access: "admin",
    input: z.object({}),
    output: z.array(FilterDisplay),
  },
  async ({ runtime }) => (await readRequestFilters(runtime.database.db)).map(filterDisplay),
);
