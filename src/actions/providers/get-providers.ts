"use server";
import { z } from "zod";
import { readProviderUsage } from "@/services/statistics/provider-usage";
import { action } from "../kit/action";
import { providerDisplay } from "./provider-display";
import { ProviderWithStatistics, withUsage } from "./provider-with-statistics";

export const getProviders = action(
  {
    name: "providers/getProviders",
    summary: "List providers",
    description:
      "By priority, then by age. Credentials are masked. Each tells its calls and their cost in USD of today, in the hub's time zone, and its last call.",
    access: "admin",
    input: z.object({}),
    output: z.array(ProviderWithStatistics),
  },
  async ({ runtime }) => {
    const { all, secretHints } = runtime.snapshot.current.providers;
    const ids = all.map(({ id }) => id);
    const usageOf = await readProviderUsage(ids, runtime);
    return all.map((provider) =>
      withUsage(providerDisplay(provider, secretHints.get(provider.id) ?? ""), usageOf(provider.id)),
    );
  },
);
