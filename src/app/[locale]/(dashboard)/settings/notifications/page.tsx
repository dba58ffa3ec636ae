import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { getBindingsForTypeAction } from "@/actions/notification-bindings/get-bindings-for-type-action";
import { getNotificationSettingsAction } from "@/actions/notifications/get-notification-settings-action";
import { getWebhookTargetsAction } from "@/actions/webhook-targets/get-webhook-targets-action";
import { dataOrThrow } from "@/app/data-or-throw";
import { NotificationsPage } from "@/ui/features/notifications/notifications-page";
import { PageRefused } from "@/ui/patterns/page-refused";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("notifications");
  return { title: t("title") };
}

export default async function Page() {
  const [settings, t] = await Promise.all([
    getNotificationSettingsAction({}),
    getTranslations("notifications"),
  ]);
  if (!settings.ok) {
    return <PageRefused title={t("title")} failure={settings} adminOnlyText={t("adminOnlyText")} />;
  }
  const [targets, circuit, leaderboard, cost] = await Promise.all([
    getWebhookTargetsAction({}),
    getBindingsForTypeAction({ type: "circuit_breaker" }),
    getBindingsForTypeAction({ type: "daily_leaderboard" }),
    getBindingsForTypeAction({ type: "cost_alert" }),
  ]);
  const bindings = {
    circuit_breaker: dataOrThrow(circuit),
    daily_leaderboard: dataOrThrow(leaderboard),
    cost_alert: dataOrThrow(cost),
  };
  return <NotificationsPage data={{ settings: settings.data, targets: dataOrThrow(targets), bindings }} />;
}
