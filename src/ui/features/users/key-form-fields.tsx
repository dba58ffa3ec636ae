"use client";
import { useTranslations } from "next-intl";
import { Controller } from "react-hook-form";
import { CACHE_TTL_PREFERENCES } from "@/domain/key/schema";
import { fieldError } from "@/ui/patterns/field-error";
import { LimitFields } from "@/ui/patterns/limit-fields";
import { SwitchField } from "@/ui/patterns/switch-field";
import { Field } from "@/ui/primitives/field";
import { Input } from "@/ui/primitives/input";
import { Select } from "@/ui/primitives/select";
import { ExpiryField } from "./expiry-field";
import type { KeyFormApi } from "./key-values";
import { TagField } from "./tag-field";

interface FieldsProps {
  readonly form: KeyFormApi;
}

export function KeyBasicFields({ form, isNew }: FieldsProps & { readonly isNew: boolean }) {
  const t = useTranslations("users");
  const { register, control, formState } = form;
  const errorOf = (name: string) => fieldError(formState.errors, name);
  return (
    <>
      <Field
        label={t("name")}
        hint={t("keyNameHint")}
        error={errorOf("name")}
        isRequired
        className="sm:col-span-2"
      >
        {(described) => <Input {...described} {...register("name")} autoComplete="off" autoFocus={isNew} />}
      </Field>
      <Controller
        control={control}
        name="expiresAt"
        render={({ field }) => (
          <ExpiryField value={field.value} onChange={field.onChange} error={errorOf("expiresAt")} />
        )}
      />
    </>
  );
}

export function KeyAccessFields({ form, groups }: FieldsProps & { readonly groups: readonly string[] }) {
  const t = useTranslations("users");
  const { register, control, formState } = form;
  const errorOf = (name: string) => fieldError(formState.errors, name);
  return (
    <>
      <Controller
        control={control}
        name="canLoginWebUi"
        render={({ field }) => (
          <SwitchField
            label={t("webLogin")}
            hint={t("webLoginField")}
            isOn={field.value}
            onChange={field.onChange}
            className="sm:col-span-2"
          />
        )}
      />
      <TagField
        control={control}
        name="providerGroup"
        label={t("groups")}
        hint={t("keyGroupsHint")}
        placeholder={t("likeUser")}
        suggestions={groups}
        error={errorOf("providerGroup")}
      />
      <Field
        label={t("cacheTtl")}
        hint={t("cacheTtlHint")}
        error={errorOf("cacheTtlPreference")}
        className="sm:col-span-2"
      >
        {(described) => (
          <Select {...described} {...register("cacheTtlPreference")} className="sm:w-1/2">
            {CACHE_TTL_PREFERENCES.map((preference) => (
              <option key={preference} value={preference}>
                {t(`cacheTtlChoice.${preference}`)}
              </option>
            ))}
          </Select>
        )}
      </Field>
    </>
  );
}

const LIMIT_NAMES = {
  fiveHours: "limit5hUsd",
  daily: "limitDailyUsd",
  weekly: "limitWeeklyUsd",
  monthly: "limitMonthlyUsd",
  total: "limitTotalUsd",
  sessions: "limitConcurrentSessions",
  resetMode: "dailyResetMode",
  resetTime: "dailyResetTime",
} as const;

export function KeyLimitFields({ form }: FieldsProps) {
  const t = useTranslations("users");
  const { register, formState, watch } = form;
  return (
    <LimitFields
      names={LIMIT_NAMES}
      register={register}
      errorOf={(name) => fieldError(formState.errors, name)}
      resetMode={watch("dailyResetMode")}
      blankText={t("likeUser")}
    />
  );
}
