import type { ActionModule } from "../kit/action-module";
import { createWebhookTargetAction } from "./create-webhook-target-action";
import { deleteWebhookTargetAction } from "./delete-webhook-target-action";
import { getWebhookTargetsAction } from "./get-webhook-targets-action";
import { testWebhookTargetAction } from "./test-webhook-target-action";
import { updateWebhookTargetAction } from "./update-webhook-target-action";

export const WEBHOOK_TARGETS: ActionModule = {
  name: "webhook-targets",
  tag: "Webhook targets",
  description: "Where notifications go.",
  actions: [
    getWebhookTargetsAction,
    createWebhookTargetAction,
    updateWebhookTargetAction,
    deleteWebhookTargetAction,
    testWebhookTargetAction,
  ],
};
