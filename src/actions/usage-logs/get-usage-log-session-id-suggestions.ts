"use server";
import { z } from "zod";
import { suggestSessionIds } from "@/repository/requests/suggest-session-ids";
import { action } from "../kit/action";
import { filterFor } from "./log-filter";

export const getUsageLogSessionIdSuggestions = action(
  {
    name: "usage-logs/getUsageLogSessionIdSuggestions",
    summary: "Session ids that begin with a text",
    description:
      "At most twenty, in order: for the log's session filter. Users get those of their own requests.",
    access: "user",
    input: z.object({ term: z.string().trim().min(2).max(128) }),
    output: z.array(z.string()),
  },
  async ({ input: { term }, caller, runtime }) =>
    suggestSessionIds(runtime.database.db, term, filterFor(caller, {}).userId),
);
