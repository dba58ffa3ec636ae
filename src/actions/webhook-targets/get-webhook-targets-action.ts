"use server";
import { z } from "zod";
import { listTargets } from "@/repository/notifications/targets";
import { action } from "../kit/action";
import { TargetDisplay, targetDisplay } from "./target-display";

export const getWebhookTargetsAction = action(
  {
    name: "webhook-targets/getWebhookTargetsAction",
    summary: "List the targets of notifications",
    description: "Oldest first. Addresses, tokens and secrets are masked.",
    access: "admin",
    input: z.object({}),
    output: z.array(TargetDisplay),
  },
  async ({ runtime }) => {
    const targets = await listTargets(runtime.database.db);
    return targets.map((target) => targetDisplay(target, runtime.secrets));
  },
);
