"use client";
import { useWatch } from "react-hook-form";
import { FormSection } from "@/ui/patterns/form-section";
import { LimitFields } from "@/ui/patterns/limit-fields";
import { useProviderFields } from "./use-provider-fields";

const NAMES = {
  fiveHours: "limit_5h_usd",
  daily: "limit_daily_usd",
  weekly: "limit_weekly_usd",
  monthly: "limit_monthly_usd",
  total: "limit_total_usd",
  sessions: "limit_concurrent_sessions",
  resetMode: "daily_reset_mode",
  resetTime: "daily_reset_time",
} as const;

export function LimitsSection({ isFolded }: { readonly isFolded: boolean }) {
  const { t, control, register, errorOf } = useProviderFields();
  const resetMode = useWatch({ control, name: "daily_reset_mode" });
  return (
    <FormSection title={t("limits")} hint={t("limitsHint")} isFolded={isFolded}>
      <LimitFields names={NAMES} register={register} errorOf={errorOf} resetMode={resetMode} />
    </FormSection>
  );
}
