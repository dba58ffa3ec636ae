"use server";
import { z } from "zod";
import { action } from "../kit/action";
import { LimitUsage, limitUsage } from "../kit/limit-usage";

export const getProviderLimitUsageBatch = action(
  {
    name: "providers/getProviderLimitUsageBatch",
    summary: "What is used of the limits of many providers",
    description: "By provider id; without ids of all. Those that do not exist are left out.",
    access: "admin",
    input: z.object({ providerIds: z.array(z.number().int()).max(1_000).optional() }),
    output: z.record(z.string(), LimitUsage),
  },
  async ({ input: { providerIds }, runtime }) => {
    const wanted = providerIds && new Set(providerIds);
    const providers = runtime.snapshot.current.providers.all.filter(({ id }) => wanted?.has(id) ?? true);
    const subjects = providers.map((subject) => ({ name: `provider:${subject.id}`, subject }) as const);
    const usages = await runtime.quota.usage(subjects, runtime.clock.now());
    return Object.fromEntries(usages.map((usage, at) => [String(providers[at]?.id), limitUsage(usage)]));
  },
);
