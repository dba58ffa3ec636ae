"use server";
import { z } from "zod";
import { distinctValues } from "@/repository/requests/distinct-values";
import { action } from "../kit/action";
import { filterFor } from "./log-filter";

export const getModelList = action(
  {
    name: "usage-logs/getModelList",
    summary: "Models that requests asked for",
    description:
      "Each once, in order: what the log can be filtered by. Users get those of their own requests.",
    access: "user",
    input: z.object({}),
    output: z.array(z.string()),
  },
  async ({ caller, runtime }) => distinctValues(runtime.database.db, "model", filterFor(caller, {})),
);
