"use server";
import { z } from "zod";
import { DAILY_RESET_MODES } from "@/domain/quota/spend-limits";
import { DEFAULT_GROUP } from "@/domain/routing/groups";
import { action } from "../kit/action";
import { ownKey } from "./own-key";
import { KeyQuota, keyQuota, UserQuota, userQuota } from "./quota-fields";

export const getMyQuota = action(
  {
    name: "my-usage/getMyQuota",
    summary: "The limits of the key and of its user, and what is used of them",
    description:
      "In USD, by the counters that requests are checked against. A limit of null is none; a key without one is bound by its user's.",
    access: "read-only",
    input: z.object({}),
    output: z.object({
      ...KeyQuota.shape,
      ...UserQuota.shape,
      keyName: z.string(),
      keyProviderGroup: z.string(),
      keyIsEnabled: z.boolean(),
      userName: z.string(),
      userProviderGroup: z.string(),
      userIsEnabled: z.boolean(),
      userExpiresAt: z.iso.datetime().nullable(),
      expiresAt: z.iso.datetime().nullable(),
      dailyResetMode: z.enum(DAILY_RESET_MODES),
      dailyResetTime: z.string(),
    }),
    refusals: ["PERMISSION_DENIED"],
  },
  async ({ caller, runtime }) => {
    const { key, user } = ownKey(caller);
    const [ofKey, ofUser] = await runtime.quota.usage(
      [
        { name: `key:${key.id}`, subject: key },
        { name: `user:${user.id}`, subject: user },
      ],
      runtime.clock.now(),
    );
    if (!ofKey || !ofUser) throw new Error("the quota answered for nobody");
    const { dailyResetMode, dailyResetTime } = key.limits;
    return {
      ...keyQuota(ofKey),
      ...userQuota(ofUser),
      keyName: key.name,
      keyProviderGroup: key.groups.join(",") || DEFAULT_GROUP,
      keyIsEnabled: key.isEnabled,
      userName: user.name,
      userProviderGroup: user.groups.join(",") || DEFAULT_GROUP,
      userIsEnabled: user.isEnabled,
      userExpiresAt: user.expiresAt?.toISOString() ?? null,
      expiresAt: key.expiresAt?.toISOString() ?? null,
      dailyResetMode,
      dailyResetTime,
    };
  },
);
