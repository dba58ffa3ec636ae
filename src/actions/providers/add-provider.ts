"use server";
import { CreateProvider } from "@/domain/provider/schema";
import { insertProvider } from "@/repository/providers";
import { action } from "../kit/action";
import { newProvider } from "./new-provider";
import { ProviderDisplay, providerDisplay } from "./provider-display";
import { withoutSecrets } from "./without-secrets";

export const addProvider = action(
  {
    name: "providers/addProvider",
    summary: "Add a provider",
    description: "It takes part in routing at once. Its credential is stored encrypted.",
    access: "admin",
    input: CreateProvider,
    output: ProviderDisplay,
    changes: ["providers"],
  },
  async ({ input, runtime, change }) =>
    change(async (tx) => {
      const { provider, secretHint } = await insertProvider(tx, newProvider(input, runtime.secrets));
      const result = providerDisplay(provider, secretHint);
      return { result, targetId: provider.id, changes: withoutSecrets(input) };
    }),
);
