"use client";
import { useTranslations } from "next-intl";
import { Controller, useWatch } from "react-hook-form";
import { CACHE_TTL_PREFERENCES } from "@/domain/key/schema";
import { LimitFields } from "@/ui/patterns/limit-fields";
import { useBoundForm } from "@/ui/patterns/use-bound-form";
import { Field } from "@/ui/primitives/field";
import { Select } from "@/ui/primitives/select";
import { ExpiryField } from "./expiry-field";
import { TagField, TextField, ToggleField } from "./key-fields";
import type { KeyValues } from "./key-values";

export function KeyBasicFields({ isNew }: { readonly isNew: boolean }) {
  const t = useTranslations("users");
  const { control, errorOf } = useBoundForm<KeyValues>();
  return (
    <>
      <TextField
        name="name"
        label={t("name")}
        hint={t("keyNameHint")}
        isRequired
        autoFocus={isNew}
        className="sm:col-span-2"
      />
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

export function KeyAccessFields({ groups }: { readonly groups: readonly string[] }) {
  const t = useTranslations("users");
  const { register, errorOf } = useBoundForm<KeyValues>();
  return (
    <>
      <ToggleField
        name="canLoginWebUi"
        label={t("webLogin")}
        hint={t("webLoginField")}
        className="sm:col-span-2"
      />
      <TagField
        name="providerGroup"
        label={t("groups")}
        hint={t("keyGroupsHint")}
        placeholder={t("likeUser")}
        suggestions={groups}
        className="sm:col-span-2"
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

export function KeyLimitFields() {
  const t = useTranslations("users");
  const { register, control, errorOf } = useBoundForm<KeyValues>();
  const resetMode = useWatch({ control, name: "dailyResetMode" });
  return (
    <LimitFields
      names={LIMIT_NAMES}
      register={register}
      errorOf={errorOf}
      resetMode={resetMode}
      blankText={t("likeUser")}
    />
  );
}
