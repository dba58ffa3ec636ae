import type { getBindingsForTypeAction } from "@/actions/notification-bindings/get-bindings-for-type-action";
import type { getNotificationDeliveries } from "@/actions/notifications/get-notification-deliveries";
import type { getNotificationSettingsAction } from "@/actions/notifications/get-notification-settings-action";
import type { TargetDisplay } from "@/actions/webhook-targets/target-display";
import type { NotificationType } from "@/domain/notification/notification-type";
import type { DataOf } from "@/ui/api/action-client";

export type Settings = DataOf<typeof getNotificationSettingsAction>;
export type Target = TargetDisplay;
export type Binding = DataOf<typeof getBindingsForTypeAction>[number];
export type Bindings = Readonly<Record<NotificationType, readonly Binding[]>>;
export type Delivery = DataOf<typeof getNotificationDeliveries>["deliveries"][number];

/** All the page begins with. */
export interface NotificationData {
  readonly settings: Settings;
  readonly targets: Target[];
  readonly bindings: Bindings;
}

/** The setting that switches a kind on. */
export const SWITCH_OF = {
  circuit_breaker: "circuitBreakerEnabled",
  daily_leaderboard: "dailyLeaderboardEnabled",
  cost_alert: "costAlertEnabled",
} as const satisfies Readonly<Record<NotificationType, keyof Settings>>;
