"use server";
import { z } from "zod";
import { TargetChanges } from "@/domain/notification/schema";
import { findTarget, updateTarget } from "@/repository/notifications/targets";
import { openTarget, sealTarget } from "@/services/notifications/seal-target";
import { action } from "../kit/action";
import { compact } from "../kit/compact";
import { requireChanges } from "../kit/require-changes";
import { targetNotFound } from "./not-found";
import { possibleTarget } from "./possible-target";
import { withoutTargetSecrets } from "./target-changes";
import { TargetDisplay, targetDisplay } from "./target-display";

export const updateWebhookTargetAction = action(
  {
    name: "webhook-targets/updateWebhookTargetAction",
    summary: "Change a target of notifications",
    description:
      "Only the fields given change; secrets that are left out stay. What results must be good as a whole.",
    access: "admin",
    input: z.object({ id: z.number().int(), input: TargetChanges }),
    output: TargetDisplay,
    refusals: ["NOT_FOUND", "EMPTY_UPDATE"],
  },
  async ({ input: { id, input }, runtime: { secrets }, change }) => {
    requireChanges(input);
    return change(async (tx) => {
      const stored = await findTarget(tx, id);
      if (!stored) throw targetNotFound(id);
      const target = possibleTarget({ ...openTarget(stored, secrets), ...compact(input) });
      const updated = (await updateTarget(tx, id, sealTarget(target, secrets))) ?? stored;
      return { result: targetDisplay(updated, secrets), targetId: id, changes: withoutTargetSecrets(input) };
    });
  },
);
