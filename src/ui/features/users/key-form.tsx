"use client";
import { zodResolver } from "@hookform/resolvers/zod";
import { useTimeZone, useTranslations } from "next-intl";
import { useMemo } from "react";
import { useForm } from "react-hook-form";
import type { KeyDisplay } from "@/actions/keys/key-display";
import type { UserDisplay } from "@/actions/users/user-display";
import type { UpdateKey } from "@/domain/key/schema";
import { useFormat } from "@/ui/format/use-format";
import { changedFields } from "@/ui/patterns/changed-fields";
import { FormDialog } from "@/ui/patterns/form-dialog";
import { FormSection } from "@/ui/patterns/form-section";
import { useFocusFirstInvalid } from "@/ui/patterns/use-focus-first-invalid";
import { useIssueText } from "@/ui/patterns/use-issue-text";
import { KeyAccessFields, KeyBasicFields, KeyLimitFields } from "./key-form-fields";
import { keyFormSchema } from "./key-form-schema";
import { type KeyValues, keyValues } from "./key-values";
import { limitLines } from "./limit-lines";
import { useSaveKey } from "./use-save-key";
import type { CreatedKey } from "./use-save-user";

interface KeyFormProps {
  readonly user: UserDisplay;
  /** null for a new key. */
  readonly apiKey: KeyDisplay | null;
  /** Groups the key may be put in. */
  readonly groups: readonly string[];
  readonly onClose: () => Promise<unknown>;
  readonly onCreated: (created: CreatedKey) => Promise<unknown>;
}

/** Creates and edits a key, in a dialog beside the list. */
export function KeyForm({ user, apiKey, groups, onClose, onCreated }: KeyFormProps) {
  const t = useTranslations("users");
  const common = useTranslations("common");
  const { form, before } = useKeyForm(user, apiKey);
  const formRef = useFocusFirstInvalid(form.formState.submitCount);
  const save = useSaveKey(user.id, apiKey, onClose, onCreated);
  const submit = form.handleSubmit((output) =>
    save(apiKey ? changedFields(output, before, form.getValues()) : output),
  );
  return (
    <FormDialog
      form={form}
      formRef={formRef}
      save={submit}
      isSaving={form.formState.isSubmitting}
      title={apiKey ? t("editKey", { name: apiKey.name }) : t("newKeyFor", { name: user.name })}
      description={apiKey ? t("keyOf", { name: user.name, key: apiKey.maskedKey }) : t("newKeyHint")}
      verb={apiKey ? common("save") : t("createKey")}
      onClose={onClose}
    >
      <FormSection title={t("basics")} hint={t("keyBasicsHint")}>
        <KeyBasicFields isNew={apiKey === null} />
      </FormSection>
      <FormSection title={t("access")} hint={t("keyAccessHint")}>
        <KeyAccessFields groups={groups} />
      </FormSection>
      <FormSection
        title={t("limits")}
        hint={t("keyLimitsHint")}
        isFolded={apiKey === null || limitLines(apiKey).length === 0}
      >
        <KeyLimitFields />
      </FormSection>
    </FormDialog>
  );
}

function useKeyForm(user: UserDisplay, apiKey: KeyDisplay | null) {
  const t = useTranslations("users");
  const { usd } = useFormat();
  const timeZone = useTimeZone() ?? "UTC";
  const issueText = useIssueText();
  const before = useMemo(() => keyValues(apiKey, timeZone), [apiKey, timeZone]);
  const resolver = useMemo(() => {
    const texts = {
      nameTaken: t("nameTaken"),
      aboveUser: (limitUsd: number) => t("aboveUser", { limit: usd(limitUsd) }),
    };
    return zodResolver(keyFormSchema({ user, apiKey, timeZone, issueText, texts }));
  }, [user, apiKey, timeZone, issueText, t, usd]);
  const form = useForm<KeyValues, unknown, UpdateKey>({
    defaultValues: before,
    resolver,
    shouldFocusError: false,
  });
  return { form, before };
}
