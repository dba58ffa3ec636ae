"use server";
import { z } from "zod";
import { UpdateProvider } from "@/domain/provider/schema";
import { updateProvider } from "@/repository/providers";
import { action } from "../kit/action";
import { BatchResult, batchIds, batchResult } from "../kit/batch-ids";
import { requireChanges } from "../kit/require-changes";
import { providerNotFound } from "./not-found";
import { providerChanges } from "./provider-fields";

const Updates = UpdateProvider.pick({
  is_enabled: true,
  weight: true,
  priority: true,
  cost_multiplier: true,
  group_tag: true,
});

export const batchUpdateProviders = action(
  {
    name: "providers/batchUpdateProviders",
    summary: "Change many providers alike",
    description: "Only the fields given change. All of the providers, or none when one does not exist.",
    access: "admin",
    input: z.object({ providerIds: batchIds, updates: Updates }),
    output: BatchResult,
    refusals: ["NOT_FOUND", "EMPTY_UPDATE"],
    changes: ["providers"],
  },
  async ({ input: { providerIds, updates }, runtime, change }) => {
    requireChanges(updates);
    const changes = providerChanges(updates, runtime.secrets);
    return change(async (tx) => {
      for (const providerId of providerIds) {
        if (!(await updateProvider(tx, providerId, changes))) throw providerNotFound(providerId);
      }
      return { result: batchResult(providerIds), targetId: null, changes: { providerIds, updates } };
    });
  },
);
