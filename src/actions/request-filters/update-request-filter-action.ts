"use server";
import { z } from "zod";
import { CreateRequestFilter, UpdateRequestFilter } from "@/domain/request-filters/schema";
import { listRequestFilters, updateRequestFilter } from "@/repository/request-filters";
import { action } from "../kit/action";
import { parseOrRefuse } from "../kit/parse-or-refuse";
import { requireChanges } from "../kit/require-changes";
import { FilterDisplay, filterDisplay } from "./filter-display";
import { filterNotFound } from "./not-found";

export const updateRequestFilterAction = action(
  {
    name: "request-filters/updateRequestFilterAction",
    summary: "Change a request filter",
    description: "Only the fields given change; what results must be a good filter as a whole.",
    access: "admin",
    input: UpdateRequestFilter.extend({ id: z.number().int() }),
    output: FilterDisplay,
    refusals: ["NOT_FOUND", "EMPTY_UPDATE"],
    changes: ["requestFilters"],
  },
  async ({ input: { id, ...fields }, change }) => {
    requireChanges(fields);
    return change(async (tx) => {
      const current = (await listRequestFilters(tx)).find((filter) => filter.id === id);
      if (!current) throw filterNotFound(id);
      // Before it is written: the table refuses contradictions too, but says less.
      parseOrRefuse(CreateRequestFilter, { ...current, ...fields });
      const filter = await updateRequestFilter(tx, id, fields);
      if (!filter) throw filterNotFound(id);
      return { result: filterDisplay(filter), targetId: id, changes: fields };
    });
  },
);
