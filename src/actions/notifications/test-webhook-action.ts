"use server";
import { z } from "zod";
import { notificationType, targetOfUrl, webhookUrl } from "@/domain/notification/schema";
import { sendNotification } from "@/services/notifications/send-notification";
import { testTelling } from "@/services/notifications/test-telling";
import { action } from "../kit/action";
import { assertPossibleHost } from "../kit/assert-possible-host";
import { refuseUnsent } from "./refuse-unsent";

export const testWebhookAction = action(
  {
    name: "notifications/testWebhookAction",
    summary: "Send a made-up notification to an address",
    description:
      "Robots of WeCom, Feishu and DingTalk are known by their host; others get a plain JSON object.",
    access: "admin",
    input: z.object({ webhookUrl, type: notificationType }),
    output: z.object({ latencyMs: z.number().int() }),
    refusals: ["UPSTREAM_FAILED"],
  },
  async ({ input, runtime }) => {
    assertPossibleHost(input.webhookUrl, "webhookUrl");
    const telling = await testTelling(input.type, null, runtime);
    const target = targetOfUrl("test", input.webhookUrl);
    return refuseUnsent(await sendNotification(target, telling, runtime.upstream));
  },
);
