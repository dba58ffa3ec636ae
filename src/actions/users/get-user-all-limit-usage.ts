"use server";
import { z } from "zod";
import type { WindowUsage } from "@/services/quota/read-usage";
import { action } from "../kit/action";
import { visibleUser } from "./visible-user";

const Used = z.object({ usage: z.number(), limit: z.number().nullable() });

export const getUserAllLimitUsage = action(
  {
    name: "users/getUserAllLimitUsage",
    summary: "What a user has spent in every window",
    description: "In USD, over all keys of the user, with the user's own limits. A limit of null is none.",
    access: "user",
    input: z.object({ userId: z.number().int() }),
    output: z.object({
      limit5h: Used,
      limitDaily: Used,
      limitWeekly: Used,
      limitMonthly: Used,
      limitTotal: Used,
    }),
    refusals: ["NOT_FOUND"],
  },
  async ({ input: { userId }, caller, runtime }) => {
    const user = visibleUser(userId, caller, runtime);
    const subjects = [{ name: `user:${user.id}`, subject: user }] as const;
    const [usage] = await runtime.quota.usage(subjects, runtime.clock.now());
    if (!usage) throw new Error("the quota answered for nobody");
    const { windows } = usage;
    const used = ({ current, limit }: WindowUsage) => ({ usage: current, limit });
    return {
      limit5h: used(windows["5h"]),
      limitDaily: used(windows.daily),
      limitWeekly: used(windows.weekly),
      limitMonthly: used(windows.monthly),
      limitTotal: used(windows.total),
    };
  },
);
