"use server";
import { z } from "zod";
import { UpdateProvider } from "@/domain/provider/schema";
import { updateProvider } from "@/repository/providers";
import { action } from "../kit/action";
import { requireChanges } from "../kit/require-changes";
import { providerNotFound } from "./not-found";
import { ProviderDisplay, providerDisplay } from "./provider-display";
import { providerChanges } from "./provider-fields";
import { withoutSecrets } from "./without-secrets";

export const editProvider = action(
  {
    name: "providers/editProvider",
    summary: "Change a provider",
    description:
      "Only the fields given change; without a key the stored one stays. Effective with the next request.",
    access: "admin",
    input: UpdateProvider.extend({ providerId: z.number().int() }),
    output: ProviderDisplay,
    refusals: ["NOT_FOUND", "EMPTY_UPDATE"],
    changes: ["providers"],
  },
  async ({ input: { providerId, ...fields }, runtime, change }) => {
    requireChanges(fields);
    return change(async (tx) => {
      const stored = await updateProvider(tx, providerId, providerChanges(fields, runtime.secrets));
      if (!stored) throw providerNotFound(providerId);
      const result = providerDisplay(stored.provider, stored.secretHint);
      return { result, targetId: providerId, changes: withoutSecrets(fields) };
    });
  },
);
