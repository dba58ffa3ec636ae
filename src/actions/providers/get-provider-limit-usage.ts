"use server";
import { z } from "zod";
import { action } from "../kit/action";
import { LimitUsage, limitUsage } from "../kit/limit-usage";
import { liveProvider } from "./live-provider";

export const getProviderLimitUsage = action(
  {
    name: "providers/getProviderLimitUsage",
    summary: "What is used of a provider's limits",
    description: "Spend in USD in every window, and the sessions at work; null limits are unlimited.",
    access: "admin",
    input: z.object({ providerId: z.number().int() }),
    output: LimitUsage,
    refusals: ["NOT_FOUND"],
  },
  async ({ input: { providerId }, runtime }) => {
    const subject = liveProvider(providerId, runtime);
    const [usage] = await runtime.quota.usage(
      [{ name: `provider:${providerId}`, subject }],
      runtime.clock.now(),
    );
    if (!usage) throw new Error("the quota answered for nobody");
    return limitUsage(usage);
  },
);
