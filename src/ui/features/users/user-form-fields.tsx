"use client";
import { useTranslations } from "next-intl";
import { Controller, useWatch } from "react-hook-form";
import { ROLES } from "@/domain/user/user";
import { LimitFields } from "@/ui/patterns/limit-fields";
import { UnitInput } from "@/ui/patterns/unit-input";
import { useBoundForm } from "@/ui/patterns/use-bound-form";
import { Field } from "@/ui/primitives/field";
import { ExpiryField } from "./expiry-field";
import { ChoiceField, TagField, TextField } from "./user-fields";
import type { UserValues } from "./user-values";

export function UserBasicFields({ isNew }: { readonly isNew: boolean }) {
  const t = useTranslations("users");
  const { control, errorOf } = useBoundForm<UserValues>();
  return (
    <>
      <TextField name="name" label={t("name")} isRequired autoFocus={isNew} />
      <ChoiceField
        name="role"
        label={t("roleLabel")}
        hint={t("roleHint")}
        options={ROLES.toReversed().map((role) => ({ value: role, label: t(`role.${role}`) }))}
      />
      <TextField
        name="note"
        label={t("note")}
        placeholder={t("notePlaceholder")}
        spellCheck
        className="sm:col-span-2"
      />
      <TagField name="tags" label={t("tags")} hint={t("tagsHint")} className="sm:col-span-2" />
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

export function UserAccessFields({ groups }: { readonly groups: readonly string[] }) {
  const t = useTranslations("users");
  return (
    <>
      <TagField
        name="providerGroup"
        label={t("groups")}
        hint={t("groupsHint")}
        placeholder="default"
        suggestions={groups}
        className="sm:col-span-2"
      />
      <TagField
        name="allowedClients"
        label={t("allowedClients")}
        hint={t("allowedClientsHint")}
        placeholder={t("anyClient")}
        suggestions={CLIENTS}
        className="sm:col-span-2"
      />
      <TagField
        name="allowedModels"
        label={t("allowedModels")}
        hint={t("allowedModelsHint")}
        placeholder={t("anyModel")}
        className="sm:col-span-2"
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

export function UserLimitFields() {
  const t = useTranslations("users");
  const common = useTranslations("common");
  const { register, control, errorOf } = useBoundForm<UserValues>();
  const resetMode = useWatch({ control, name: "dailyResetMode" });
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
      <LimitFields names={LIMIT_NAMES} register={register} errorOf={errorOf} resetMode={resetMode} />
    </>
  );
}
