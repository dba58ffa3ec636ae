"use server";
import { z } from "zod";
import { notificationType } from "@/domain/notification/schema";
import { findTarget, noteTargetTest } from "@/repository/notifications/targets";
import { openTarget } from "@/services/notifications/seal-target";
import { sendNotification } from "@/services/notifications/send-notification";
import { testTelling } from "@/services/notifications/test-telling";
import { action } from "../kit/action";
import { refuseUnsent } from "../notifications/refuse-unsent";
import { targetNotFound } from "./not-found";

export const testWebhookTargetAction = action(
  {
    name: "webhook-targets/testWebhookTargetAction",
    summary: "Send a target a notification made up for the test",
    description:
      "Once, without further tries; the result is kept with the target. Works on disabled targets too.",
    access: "admin",
    input: z.object({ id: z.number().int(), notificationType }),
    output: z.object({ latencyMs: z.number().int() }),
    refusals: ["NOT_FOUND", "UPSTREAM_FAILED"],
  },
  async ({ input: { id, notificationType: type }, runtime }) => {
    const { db } = runtime.database;
    const stored = await findTarget(db, id);
    if (!stored) throw targetNotFound(id);
    const telling = await testTelling(type, id, runtime);
    const sent = await sendNotification(openTarget(stored, runtime.secrets), telling, runtime.upstream);
    const { latencyMs } = sent;
    await noteTargetTest(
      db,
      id,
      sent.ok ? { success: true, latencyMs } : { success: false, error: sent.error, latencyMs },
    );
    return refuseUnsent(sent);
  },
);
