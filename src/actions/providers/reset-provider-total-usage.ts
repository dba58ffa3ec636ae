"use server";
import { z } from "zod";
import { updateProvider } from "@/repository/providers";
import { action } from "../kit/action";
import { providerNotFound } from "./not-found";

export const resetProviderTotalUsage = action(
  {
    name: "providers/resetProviderTotalUsage",
    summary: "Count a provider's total limit from now on",
    description: "Nothing is deleted: the log and the costs recorded so far stay.",
    access: "admin",
    input: z.object({ providerId: z.number().int() }),
    output: z.null(),
    refusals: ["NOT_FOUND"],
    changes: ["providers"],
  },
  async ({ input: { providerId }, runtime, change }) =>
    change(async (tx) => {
      const totalSince = new Date(runtime.clock.now());
      if (!(await updateProvider(tx, providerId, { totalSince }))) throw providerNotFound(providerId);
      return { result: null, targetId: providerId, changes: { totalSince } };
    }),
);
