"use client";
import { SlidersHorizontal } from "lucide-react";
import { useTranslations } from "next-intl";
import { NOTIFICATION_TYPES, type NotificationType } from "@/domain/notification/notification-type";
import { Badge } from "@/ui/primitives/badge";
import { Button } from "@/ui/primitives/button";
import { Card, CardHeader } from "@/ui/primitives/card";
import { Switch } from "@/ui/primitives/switch";
import { type NotificationData, type Settings, SWITCH_OF } from "./notifications";
import { useSaveSettings } from "./use-save-settings";

interface KindListProps extends NotificationData {
  readonly onOpen: (type: NotificationType) => void;
}

/** What the hub tells of: each kind with its conditions and who hears of it. */
export function KindList({ settings, bindings, onOpen }: KindListProps) {
  const t = useTranslations("notifications");
  const { save } = useSaveSettings();
  const when = useWhen(settings);
  return (
    <Card className="mb-4">
      <CardHeader title={t("kinds")} hint={<span className="max-sm:hidden">{t("kindsHint")}</span>} />
      <ul aria-label={t("kinds")} className="divide-y">
        {NOTIFICATION_TYPES.map((type) => {
          const heardBy = bindings[type].filter(({ isEnabled, target }) => isEnabled && target.isEnabled);
          const isOn = settings[SWITCH_OF[type]];
          return (
            <li key={type} className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-2.5">
              <Switch
                checked={isOn}
                onCheckedChange={(checked) => void save({ [SWITCH_OF[type]]: checked })}
                aria-label={t("switchOf", { name: t(`kind.${type}`) })}
              />
              <div className="min-w-0 flex-1 basis-56 max-sm:basis-[calc(100%-4rem)]">
                <p className="text-sm font-medium">{t(`kind.${type}`)}</p>
                <p className="text-xs text-ink-soft">{when[type]}</p>
              </div>
              <p className="flex min-w-0 flex-wrap items-center gap-1 max-sm:flex-1">
                {heardBy.map(({ target }) => (
                  <Badge key={target.id} className="max-w-40">
                    {target.name}
                  </Badge>
                ))}
                {heardBy.length === 0 && <Badge tone={isOn ? "warn" : "neutral"}>{t("nobodyHears")}</Badge>}
              </p>
              <Button
                size="sm"
                onClick={() => onOpen(type)}
                aria-label={t("setUpOf", { name: t(`kind.${type}`) })}
              >
                <SlidersHorizontal aria-hidden />
                {t("setUp")}
              </Button>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}

/** When each kind is told, in the reader's words. */
function useWhen(settings: Settings): Readonly<Record<NotificationType, string>> {
  const t = useTranslations("notifications.when");
  return {
    circuit_breaker: t("circuit_breaker"),
    daily_leaderboard: t("daily_leaderboard", {
      time: settings.dailyLeaderboardTime,
      count: settings.dailyLeaderboardTopN,
    }),
    cost_alert: t("cost_alert", {
      part: Number(settings.costAlertThreshold),
      minutes: settings.costAlertCheckInterval,
    }),
  };
}
