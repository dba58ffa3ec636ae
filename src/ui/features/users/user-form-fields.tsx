"use client";
import { useTranslations } from "next-intl";
import { Controller } from "react-hook-form";
import { ROLES } from "@/domain/user/user";
import { fieldError } from "@/ui/patterns/field-error";
import { LimitFields } from "@/ui/patterns/limit-fields";
import { UnitInput } from "@/ui/patterns/unit-input";
import { Field } from "@/ui/primitives/field";
import { Input } from "@/ui/primitives/input";
import { Select } from "@/ui/primitives/select";
import { ExpiryField } from "./expiry-field";
import { TagField } from "./tag-field";
import type { UserFormApi } from "./user-values";

interface FieldsProps {
  readonly form: UserFormApi;
}

export function UserBasicFields({ form, isNew }: FieldsProps & { readonly isNew: boolean }) {
  const t = useTranslations("users");
  const { register, control, formState } = form;
  const errorOf = (name: string) => fieldError(formState.errors, name);
  return (
    <>
      <Field label={t("name")} error={errorOf("name")} isRequired>
        {(described) => <Input {...described} {...register("name")} autoComplete="off" autoFocus={isNew} />}
      </Field>
      <Field label={t("roleLabel")} hint={t("roleHint")} error={errorOf("role")}>
        {(described) => (
          <Select {...described} {...register("role")}>
            {ROLES.toReversed().map((role) => (
              <option key={role} value={role}>
                {t(`role.${role}`)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label={t("note")} error={errorOf("note")} className="sm:col-span-2">
        {(described) => (
          <Input {...described} {...register("note")} placeholder={t("notePlaceholder")} autoComplete="off" />
        )}
      </Field>
      <TagField
        control={control}
        name="tags"
        label={t("tags")}
        hint={t("tagsHint")}
        error={errorOf("tags")}
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

/** What the best-known clients call themselves. */
const CLIENTS = ["claude-cli", "codex-cli", "gemini-cli"];

export function UserAccessFields({ form, groups }: FieldsProps & { readonly groups: readonly string[] }) {
  const t = useTranslations("users");
  const { control, formState } = form;
  const errorOf = (name: string) => fieldError(formState.errors, name);
  return (
    <>
      <TagField
        control={control}
        name="providerGroup"
        label={t("groups")}
        hint={t("groupsHint")}
        placeholder="default"
        suggestions={groups}
        error={errorOf("providerGroup")}
      />
      <TagField
        control={control}
        name="allowedClients"
        label={t("allowedClients")}
        hint={t("allowedClientsHint")}
        placeholder={t("anyClient")}
        suggestions={CLIENTS}
        error={errorOf("allowedClients")}
      />
      <TagField
        control={control}
        name="allowedModels"
        label={t("allowedModels")}
        hint={t("allowedModelsHint")}
        placeholder={t("anyModel")}
        error={errorOf("allowedModels")}
      />
    </>
  );
}

const LIMIT_NAMES = {
  fiveHours: "limit5hUsd",
  daily: "dailyQuota",
  weekly: "limitWeeklyUsd",
  monthly: "limitMonthlyUsd",
  total: "limitTotalUsd",
  sessions: "limitConcurrentSessions",
  resetMode: "dailyResetMode",
  resetTime: "dailyResetTime",
} as const;

export function UserLimitFields({ form }: FieldsProps) {
  const t = useTranslations("users");
  const common = useTranslations("common");
  const { register, formState, watch } = form;
  const errorOf = (name: string) => fieldError(formState.errors, name);
  return (
    <>
      <Field label={t("rpm")} error={errorOf("rpm")}>
        {(described) => (
          <UnitInput
            {...described}
            {...register("rpm")}
            inputMode="numeric"
            placeholder={common("unlimited")}
          />
        )}
      </Field>
      <LimitFields
        names={LIMIT_NAMES}
        register={register}
        errorOf={errorOf}
        resetMode={watch("dailyResetMode")}
      />
    </>
  );
}
