"use server";
import { z } from "zod";
import { distinctValues } from "@/repository/requests/distinct-values";
import { action } from "../kit/action";
import { filterFor } from "./log-filter";

export const getFilterOptions = action(
  {
    name: "usage-logs/getFilterOptions",
    summary: "Everything the log can be filtered by, in one answer",
    description: "Models, status codes and endpoints, each once. Users get those of their own requests.",
    access: "user",
    input: z.object({}),
    output: z.object({
      models: z.array(z.string()),
      statusCodes: z.array(z.number().int()),
      endpoints: z.array(z.string()),
    }),
  },
  async ({ caller, runtime }) => {
    const { db } = runtime.database;
    const filter = filterFor(caller, {});
    const [models, statusCodes, endpoints] = await Promise.all([
      distinctValues(db, "model", filter),
      distinctValues(db, "statusCode", filter),
      distinctValues(db, "endpoint", filter),
    ]);
    return { models, statusCodes: statusCodes.map(Number), endpoints };
  },
);
