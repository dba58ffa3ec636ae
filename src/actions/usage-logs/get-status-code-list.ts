"use server";
import { z } from "zod";
import { distinctValues } from "@/repository/requests/distinct-values";
import { action } from "../kit/action";
import { filterFor } from "./log-filter";

export const getStatusCodeList = action(
  {
    name: "usage-logs/getStatusCodeList",
    summary: "Status codes that requests ended with",
    description:
      "Each once, in order: what the log can be filtered by. Users get those of their own requests.",
    access: "user",
    input: z.object({}),
    output: z.array(z.number().int()),
  },
  async ({ caller, runtime }) =>
    (await distinctValues(runtime.database.db, "statusCode", filterFor(caller, {}))).map(Number),
);
