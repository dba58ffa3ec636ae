"use server";
import { z } from "zod";
import { action } from "../kit/action";
import { ProviderDisplay, providerDisplay } from "./provider-display";

export const getProviders = action(
  {
    name: "providers/getProviders",
    summary: "List providers",
    description: "By priority, then by age. Credentials are masked.",
    access: "admin",
    input: z.object({}),
    output: z.array(ProviderDisplay),
  },
  async ({ runtime }) => {
    const { all, secretHints } = runtime.snapshot.current.providers;
    return all.map((provider) => providerDisplay(provider, secretHints.get(provider.id) ?? ""));
  },
);
