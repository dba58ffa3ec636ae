"use server";
import { z } from "zod";
import { DAILY_RESET_MODES } from "@/domain/quota/spend-limits";
import { CURRENCIES } from "@/domain/settings/settings";
import { keyNotFound } from "../keys/not-found";
import { action } from "../kit/action";

const LIMIT_TYPES = [
  "limit5h",
  "limitDaily",
  "limitWeekly",
  "limitMonthly",
  "limitTotal",
  "limitSessions",
] as const;

export const getKeyQuotaUsage = action(
  {
    name: "key-quota/getKeyQuotaUsage",
    summary: "The limits of a key, as a list to show",
    description: "One item per limit with what is used of it; null limits are unlimited.",
    access: "admin",
    input: z.object({ keyId: z.number().int() }),
    output: z.object({
      keyName: z.string(),
      currencyCode: z.enum(CURRENCIES),
      items: z.array(
        z.object({
          type: z.enum(LIMIT_TYPES),
          current: z.number(),
          limit: z.number().nullable(),
          mode: z.enum(DAILY_RESET_MODES).optional(),
          time: z.string().optional(),
        }),
      ),
    }),
    refusals: ["NOT_FOUND"],
  },
  async ({ input: { keyId }, runtime }) => {
    const { callers, settings } = runtime.snapshot.current;
    const holder = callers.byKeyId.get(keyId);
    if (!holder) throw keyNotFound(keyId);
    const { key } = holder;
    const [usage] = await runtime.quota.usage([{ name: `key:${key.id}`, subject: key }], runtime.clock.now());
    if (!usage) throw new Error("the quota answered for nobody");
    const { windows, sessions } = usage;
    const { dailyResetMode: mode, dailyResetTime: time } = key.limits;
    const item = <Type extends (typeof LIMIT_TYPES)[number]>(
      type: Type,
      { current, limit }: { readonly current: number; readonly limit: number | null },
    ) => ({ type, current, limit });
    return {
      keyName: key.name,
      currencyCode: settings.currencyDisplay,
      items: [
        item("limit5h", windows["5h"]),
        { ...item("limitDaily", windows.daily), mode, time },
        item("limitWeekly", windows.weekly),
        item("limitMonthly", windows.monthly),
        item("limitTotal", windows.total),
        item("limitSessions", sessions),
      ],
    };
  },
);
