"use server";
import { z } from "zod";
import { action } from "../kit/action";

export const getProviderSlots = action(
  {
    name: "provider-slots/getProviderSlots",
    summary: "How busy providers with a limit of sessions are",
    description:
      "Sessions at work out of those allowed, and today's spend in USD. For admins, and for users where the global view is on.",
    access: "user",
    input: z.object({}),
    output: z.array(
      z.object({
        providerId: z.number().int(),
        name: z.string(),
        usedSlots: z.number().int(),
        totalSlots: z.number().int(),
        totalVolume: z.number(),
      }),
    ),
  },
  async ({ caller, runtime }) => {
    const { providers, settings } = runtime.snapshot.current;
    if (caller.role !== "admin" && !settings.allowGlobalUsageView) return [];
    const limited = providers.all.filter((provider) => provider.isEnabled && provider.concurrentSessions);
    const subjects = limited.map((subject) => ({ name: `provider:${subject.id}`, subject }) as const);
    const usages = await runtime.quota.usage(subjects, runtime.clock.now());
    return limited.map(({ id, name, concurrentSessions }, at) => ({
      providerId: id,
      name,
      usedSlots: usages[at]?.sessions.current ?? 0,
      totalSlots: concurrentSessions ?? 0,
      totalVolume: usages[at]?.windows.daily.current ?? 0,
    }));
  },
);
