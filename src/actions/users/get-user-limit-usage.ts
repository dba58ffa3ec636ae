"use server";
import { z } from "zod";
import { action } from "../kit/action";
import { CostUsage, costUsage } from "../kit/limit-usage";
import { visibleUser } from "./visible-user";

export const getUserLimitUsage = action(
  {
    name: "users/getUserLimitUsage",
    summary: "What a user has used of the rate limit and the daily quota",
    description: "Counted over all keys of the user, by the counters that requests are checked against.",
    access: "user",
    input: z.object({ userId: z.number().int() }),
    output: z.object({
      rpm: z.object({
        current: z.number().int(),
        limit: z.number().int().nullable(),
        window: z.literal("per_minute"),
      }),
      dailyCost: CostUsage,
    }),
    refusals: ["NOT_FOUND"],
  },
  async ({ input: { userId }, caller, runtime }) => {
    const user = visibleUser(userId, caller, runtime);
    const now = runtime.clock.now();
    const [[usage], requests] = await Promise.all([
      runtime.quota.usage([{ name: `user:${user.id}`, subject: user }], now),
      runtime.quota.requestsPerMinute(user.id, now),
    ]);
    if (!usage) throw new Error("the quota answered for nobody");
    return {
      rpm: { current: requests, limit: user.rpmLimit, window: "per_minute" as const },
      dailyCost: costUsage(usage.windows.daily),
    };
  },
);
