"use server";
import { z } from "zod";
import { deleteRequestFilter } from "@/repository/request-filters";
import { action } from "../kit/action";
import { filterNotFound } from "./not-found";

export const deleteRequestFilterAction = action(
  {
    name: "request-filters/deleteRequestFilterAction",
    summary: "Delete a request filter",
    description: "Requests pass unchanged by it from now on.",
    access: "admin",
    input: z.object({ id: z.number().int() }),
    output: z.null(),
    refusals: ["NOT_FOUND"],
    changes: ["requestFilters"],
  },
  async ({ input: { id }, change }) =>
    change(async (tx) => {
      if (!(await deleteRequestFilter(tx, id))) throw filterNotFound(id);
      return { result: null, targetId: id, changes: {} };
    }),
);
