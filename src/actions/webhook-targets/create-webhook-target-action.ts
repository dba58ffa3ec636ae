"use server";
import { TargetChanges } from "@/domain/notification/schema";
import { insertTarget } from "@/repository/notifications/targets";
import { sealTarget } from "@/services/notifications/seal-target";
import { action } from "../kit/action";
import { possibleTarget } from "./possible-target";
import { withoutTargetSecrets } from "./target-changes";
import { TargetDisplay, targetDisplay } from "./target-display";

export const createWebhookTargetAction = action(
  {
    name: "webhook-targets/createWebhookTargetAction",
    summary: "Add a target of notifications",
    description:
      "A group robot of WeCom, Feishu or DingTalk, a Telegram chat, or any address with a body of your own. Robots of Feishu and DingTalk that check signatures need feishuSecret or dingtalkSecret. Bind it to what it shall hear of.",
    access: "admin",
    input: TargetChanges.required({ name: true, providerType: true }),
    output: TargetDisplay,
  },
  async ({ input, runtime, change }) => {
    const target = possibleTarget(input);
    return change(async (tx) => {
      const stored = await insertTarget(tx, sealTarget(target, runtime.secrets));
      const result = targetDisplay(stored, runtime.secrets);
      return { result, targetId: stored.id, changes: withoutTargetSecrets(input) };
    });
  },
);
