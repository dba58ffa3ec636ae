import { z } from "zod";
import { NOTIFICATION_TYPES, type NotificationType } from "@/domain/notification/notification-type";
import { NotificationSettings, webhookUrl } from "@/domain/notification/schema";
import type { Secrets } from "@/infra/crypto/secrets";
import type { StoredNotificationSettings } from "@/repository/notifications/settings";
import type { StoredTarget } from "@/repository/notifications/targets";
import { findPlainWebhook } from "@/services/notifications/plain-webhooks";
import { targetDisplay } from "../webhook-targets/target-display";

/** The field scripts know for the one address of each type. */
const FIELD_OF = {
  circuit_breaker: "circuitBreakerWebhook",
  daily_leaderboard: "dailyLeaderboardWebhook",
  cost_alert: "costAlertWebhook",
} as const satisfies Readonly<Record<NotificationType, string>>;

const plainUrl = z.preprocess((value) => (value === "" ? null : value), webhookUrl.nullable().optional());

export const PlainInput = {
  circuitBreakerWebhook: plainUrl,
  dailyLeaderboardWebhook: plainUrl,
  costAlertWebhook: plainUrl,
  useLegacyMode: z
    .boolean()
    .optional()
    .describe("Has no effect: addresses given here are targets like all others"),
};

const masked = z.string().nullable().describe("Masked where there is one");

export const NotificationSettingsDisplay = NotificationSettings.extend({
  circuitBreakerWebhook: masked,
  dailyLeaderboardWebhook: masked,
  costAlertWebhook: masked,
  useLegacyMode: z.literal(false),
}).meta({ id: "NotificationSettings" });
type NotificationSettingsDisplay = z.infer<typeof NotificationSettingsDisplay>;

export function settingsDisplay(
  { updatedAt: _updatedAt, ...settings }: StoredNotificationSettings,
  targets: readonly StoredTarget[],
  secrets: Secrets,
): NotificationSettingsDisplay {
  const shown = (type: NotificationType) => {
    const target = findPlainWebhook(targets, type);
    return target ? targetDisplay(target, secrets).webhookUrl : null;
  };
  return {
    ...settings,
    circuitBreakerWebhook: shown("circuit_breaker"),
    dailyLeaderboardWebhook: shown("daily_leaderboard"),
    costAlertWebhook: shown("cost_alert"),
    useLegacyMode: false,
  };
}

type PlainInput = { readonly [Field in (typeof FIELD_OF)[NotificationType]]?: string | null | undefined };

/** The addresses that are given, by type. */
export function plainWebhooks(input: PlainInput): (readonly [NotificationType, string | null])[] {
  return NOTIFICATION_TYPES.flatMap((type) => {
    const url = input[FIELD_OF[type]];
    return url === undefined ? [] : [[type, url] as const];
  });
}
