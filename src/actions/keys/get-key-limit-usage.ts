"use server";
import { z } from "zod";
import { action } from "../kit/action";
import { LimitUsage, limitUsage } from "../kit/limit-usage";
import { visibleKey } from "./visible-key";

export const getKeyLimitUsage = action(
  {
    name: "keys/getKeyLimitUsage",
    summary: "What a key has used of its limits",
    description: "Spend in USD in every window, and its sessions at work; null limits are unlimited.",
    access: "user",
    input: z.object({ keyId: z.number().int() }),
    output: LimitUsage,
    refusals: ["NOT_FOUND"],
  },
  async ({ input: { keyId }, caller, runtime }) => {
    const { key } = visibleKey(keyId, caller, runtime);
    const [usage] = await runtime.quota.usage([{ name: `key:${key.id}`, subject: key }], runtime.clock.now());
    if (!usage) throw new Error("the quota answered for nobody");
    return limitUsage(usage);
  },
);
