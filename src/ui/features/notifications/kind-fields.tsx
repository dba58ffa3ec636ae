"use client";
import { useTranslations } from "next-intl";
import type { NotificationType } from "@/domain/notification/notification-type";
import { FormSection } from "@/ui/patterns/form-section";
import { NumberField, TextField } from "./kind-form-fields";

/** When a kind is told; breaker alerts have no choice. */
export function KindFields({ type }: { readonly type: NotificationType }) {
  const t = useTranslations("notifications");
  switch (type) {
    case "circuit_breaker":
      return null;
    case "daily_leaderboard":
      return (
        <FormSection title={t("conditions")} hint={t("leaderboardHint")}>
          <TextField
            name="settings.dailyLeaderboardTime"
            label={t("time")}
            hint={t("timeHint")}
            type="time"
          />
          <NumberField name="settings.dailyLeaderboardTopN" label={t("topN")} hint={t("topNHint")} />
        </FormSection>
      );
    case "cost_alert":
      return (
        <FormSection title={t("conditions")} hint={t("costHint")}>
          <NumberField
            name="settings.costAlertThreshold"
            label={t("threshold")}
            hint={t("thresholdHint")}
            unit="%"
          />
          <NumberField
            name="settings.costAlertCheckInterval"
            label={t("interval")}
            hint={t("intervalHint")}
            unit={t("minutes")}
          />
        </FormSection>
      );
  }
}
