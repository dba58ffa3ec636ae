"use client";
import { useTranslations } from "next-intl";
import { useFormContext } from "react-hook-form";
import type { NotificationType } from "@/domain/notification/notification-type";
import { FormSection } from "@/ui/patterns/form-section";
import { UnitInput } from "@/ui/patterns/unit-input";
import { Field } from "@/ui/primitives/field";
import { Input } from "@/ui/primitives/input";
import type { KindInput, KindValues } from "./kind-values";

/** When a kind is told; breaker alerts have no choice. */
export function KindFields({ type }: { readonly type: NotificationType }) {
  const t = useTranslations("notifications");
  const { register, formState } = useFormContext<KindValues, unknown, KindInput>();
  const errors = formState.errors.settings;
  switch (type) {
    case "circuit_breaker":
      return null;
    case "daily_leaderboard":
      return (
        <FormSection title={t("conditions")} hint={t("leaderboardHint")}>
          <Field label={t("time")} hint={t("timeHint")} error={errors?.dailyLeaderboardTime?.message}>
            {(control) => <Input {...control} type="time" {...register("settings.dailyLeaderboardTime")} />}
          </Field>
          <Field label={t("topN")} hint={t("topNHint")} error={errors?.dailyLeaderboardTopN?.message}>
            {(control) => <UnitInput {...control} {...register("settings.dailyLeaderboardTopN")} />}
          </Field>
        </FormSection>
      );
    case "cost_alert":
      return (
        <FormSection title={t("conditions")} hint={t("costHint")}>
          <Field label={t("threshold")} hint={t("thresholdHint")} error={errors?.costAlertThreshold?.message}>
            {(control) => <UnitInput unit="%" {...control} {...register("settings.costAlertThreshold")} />}
          </Field>
          <Field
            label={t("interval")}
            hint={t("intervalHint")}
            error={errors?.costAlertCheckInterval?.message}
          >
            {(control) => (
              <UnitInput unit={t("minutes")} {...control} {...register("settings.costAlertCheckInterval")} />
            )}
          </Field>
        </FormSection>
      );
  }
}
