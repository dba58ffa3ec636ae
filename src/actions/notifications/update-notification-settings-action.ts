"use server";
import { NotificationSettingsChanges } from "@/domain/notification/schema";
import { updateNotificationSettings } from "@/repository/notifications/settings";
import { listTargets } from "@/repository/notifications/targets";
import { setPlainWebhook } from "@/services/notifications/plain-webhooks";
import { action } from "../kit/action";
import { assertPossibleHost } from "../kit/assert-possible-host";
import { requireChanges } from "../kit/require-changes";
import { NotificationSettingsDisplay, PlainInput, plainWebhooks, settingsDisplay } from "./plain-fields";

export const updateNotificationSettingsAction = action(
  {
    name: "notifications/updateNotificationSettingsAction",
    summary: "Change what the hub tells of by itself",
    description:
      "Only the fields given change, and the jobs follow at once. A webhook given here becomes a target bound to that type; null takes it back.",
    access: "admin",
    input: NotificationSettingsChanges.extend(PlainInput),
    output: NotificationSettingsDisplay,
    refusals: ["EMPTY_UPDATE"],
  },
  async ({ input, runtime: { secrets }, change }) => {
    requireChanges(input);
    const { circuitBreakerWebhook, dailyLeaderboardWebhook, costAlertWebhook, useLegacyMode, ...changes } =
      input;
    const webhooks = plainWebhooks({ circuitBreakerWebhook, dailyLeaderboardWebhook, costAlertWebhook });
    for (const [type, url] of webhooks) assertPossibleHost(url, type);
    return change(async (tx) => {
      for (const [type, url] of webhooks) await setPlainWebhook(tx, type, url, secrets);
      const settings = await updateNotificationSettings(tx, changes);
      const result = settingsDisplay(settings, await listTargets(tx), secrets);
      return { result, targetId: null, changes: { ...changes, webhooks: webhooks.map(([type]) => type) } };
    });
  },
);
