import type { ActionModule } from "../kit/action-module";
import { getNotificationDeliveries } from "./get-notification-deliveries";
import { getNotificationSettingsAction } from "./get-notification-settings-action";
import { testWebhookAction } from "./test-webhook-action";
import { updateNotificationSettingsAction } from "./update-notification-settings-action";

export const NOTIFICATIONS: ActionModule = {
  name: "notifications",
  tag: "Notifications",
  description: "What the hub tells of by itself, and what became of it.",
  actions: [
    getNotificationSettingsAction,
    updateNotificationSettingsAction,
    testWebhookAction,
    getNotificationDeliveries,
  ],
};
