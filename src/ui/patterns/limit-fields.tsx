"use client";
import { useTranslations } from "next-intl";
import type { UseFormRegisterReturn } from "react-hook-form";
import { DAILY_RESET_MODES, type DailyResetMode } from "@/domain/quota/spend-limits";
import { Field } from "@/ui/primitives/field";
import { Input } from "@/ui/primitives/input";
import { Select } from "@/ui/primitives/select";
import { UnitInput } from "./unit-input";

const WINDOWS = ["fiveHours", "daily", "weekly", "monthly", "total"] as const;

/** The parts of a spend limit. Each form has its own names for them. */
export type LimitPart = (typeof WINDOWS)[number] | "sessions" | "resetMode" | "resetTime";

interface LimitFieldsProps<Name extends string> {
  /** What the form calls each part. */
  readonly names: Readonly<Record<LimitPart, Name>>;
  /** react-hook-form's. The form holds every part as text; blank means no limit. */
  readonly register: (name: Name) => UseFormRegisterReturn;
  readonly errorOf: (name: Name) => string | undefined;
  /** The mode chosen now: only a day from a clock time has one. */
  readonly resetMode: DailyResetMode;
  /** What a blank field means; "Unlimited" unless given. */
  readonly blankText?: string;
}

/** The fields of a spend limit and of a cap on sessions, for users, keys and providers alike. Place in a FormSection. */
export function LimitFields<Name extends string>(props: LimitFieldsProps<Name>) {
  const { names, register, errorOf, resetMode } = props;
  const t = useTranslations("common");
  const blankText = props.blankText ?? t("unlimited");
  const hints: Partial<Record<LimitPart, string>> = {
    weekly: t("limits.weeklyHint"),
    monthly: t("limits.monthlyHint"),
    total: t("limits.totalHint"),
  };
  return (
    <>
      {WINDOWS.map((part) => (
        <Field key={part} label={t(`limits.${part}`)} hint={hints[part]} error={errorOf(names[part])}>
          {(control) => (
            <UnitInput {...control} {...register(names[part])} sign="$" placeholder={blankText} />
          )}
        </Field>
      ))}
      <Field label={t("limits.sessions")} error={errorOf(names.sessions)}>
        {(control) => (
          <UnitInput {...control} {...register(names.sessions)} inputMode="numeric" placeholder={blankText} />
        )}
      </Field>
      <Field label={t("limits.resetMode")} error={errorOf(names.resetMode)}>
        {(control) => (
          <Select {...control} {...register(names.resetMode)}>
            {DAILY_RESET_MODES.map((mode) => (
              <option key={mode} value={mode}>
                {t(`limits.${mode}`)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {resetMode === "fixed" && (
        <Field
          label={t("limits.resetTime")}
          hint={t("limits.resetTimeHint")}
          error={errorOf(names.resetTime)}
        >
          {(control) => <Input {...control} {...register(names.resetTime)} type="time" />}
        </Field>
      )}
    </>
  );
}
