"use server";
import { CreateRequestFilter } from "@/domain/request-filters/schema";
import { insertRequestFilter } from "@/repository/request-filters";
import { action } from "../kit/action";
import { FilterDisplay, filterDisplay } from "./filter-display";

export const createRequestFilterAction = action(
  {
    name: "request-filters/createRequestFilterAction",
    summary: "Add a request filter",
    description:
      "Changes a header or the body of requests before they are sent: to all providers, to some, or to those of some groups.",
    access: "admin",
    input: CreateRequestFilter,
    output: FilterDisplay,
    changes: ["requestFilters"],
  },
  async ({ input, change }) =>
    change(async (tx) => {
      const filter = await insertRequestFilter(tx, input);
      return { result: filterDisplay(filter), targetId: filter.id, changes: input };
    }),
);
