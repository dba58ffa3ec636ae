"use server";
import { z } from "zod";
import { DAILY_RESET_MODES } from "@/domain/quota/spend-limits";
import { DEFAULT_GROUP } from "@/domain/routing/groups";
import { CURRENCIES } from "@/domain/settings/settings";
import { action } from "../kit/action";
import { ownKey } from "./own-key";

const moment = z.iso.datetime().nullable();

export const getMyUsageMetadata = action(
  {
    name: "my-usage/getMyUsageMetadata",
    summary: "Whose key this is, and until when it works",
    description: "Names, groups and expiry of the key that is presented and of its user.",
    access: "read-only",
    input: z.object({}),
    output: z.object({
      keyName: z.string(),
      keyProviderGroup: z.string(),
      keyExpiresAt: moment,
      keyIsEnabled: z.boolean(),
      userName: z.string(),
      userProviderGroup: z.string(),
      userExpiresAt: moment,
      userIsEnabled: z.boolean(),
      dailyResetMode: z.enum(DAILY_RESET_MODES),
      dailyResetTime: z.string(),
      currencyCode: z.enum(CURRENCIES),
    }),
    refusals: ["PERMISSION_DENIED"],
  },
  async ({ caller, runtime }) => {
    const { key, user } = ownKey(caller);
    const { dailyResetMode, dailyResetTime } = key.limits;
    return {
      keyName: key.name,
      keyProviderGroup: key.groups.join(",") || DEFAULT_GROUP,
      keyExpiresAt: key.expiresAt?.toISOString() ?? null,
      keyIsEnabled: key.isEnabled,
      userName: user.name,
      userProviderGroup: user.groups.join(",") || DEFAULT_GROUP,
      userExpiresAt: user.expiresAt?.toISOString() ?? null,
      userIsEnabled: user.isEnabled,
      dailyResetMode,
      dailyResetTime,
      currencyCode: runtime.snapshot.current.settings.currencyDisplay,
    };
  },
);
