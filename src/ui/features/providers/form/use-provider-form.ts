"use client";
import { useTranslations } from "next-intl";
import { useCallback, useState } from "react";
import { toast } from "sonner";
import { addProvider } from "@/actions/providers/add-provider";
import { editProvider } from "@/actions/providers/edit-provider";
import type { ProviderDisplay } from "@/actions/providers/provider-display";
import { CreateProvider, UpdateProvider } from "@/domain/provider/schema";
import { useAction } from "@/ui/api/use-action";
import { useReload } from "@/ui/api/use-server-data";
import { type Issue, useIssueText } from "@/ui/patterns/use-issue-text";
import { useSchemaForm } from "@/ui/patterns/use-schema-form";
import { changedProviderFields } from "./changed-provider-fields";
import { NEW_PROVIDER, type ProviderValues, valuesOf } from "./provider-values";
import { toInput } from "./to-input";
import { inTypedUnits } from "./typed-units";

/** The form of a provider, and how it is saved. `provider` is null while it does not exist yet. */
export function useProviderForm(provider: ProviderDisplay | null, onSaved: () => Promise<unknown>) {
  const t = useTranslations("providers");
  const reload = useReload("providers/getProviders");
  const add = useAction(addProvider);
  const edit = useAction(editProvider);
  const [before] = useState(() => (provider ? valuesOf(provider) : NEW_PROVIDER));
  const { form, formRef, showRefusal } = useSchemaForm<ProviderValues, UpdateProvider>({
    schema: provider ? UpdateProvider : CreateProvider,
    toInput,
    defaultValues: before,
    issueText: useProviderIssueText(),
  });

  const send = (fields: UpdateProvider) => {
    if (!provider) return add.run(CreateProvider.parse(fields), showRefusal);
    const changed = changedProviderFields(before, form.getValues(), fields);
    return edit.run({ ...changed, providerId: provider.id }, showRefusal);
  };
  const save = form.handleSubmit(async (fields) => {
    if (provider && !form.formState.isDirty) {
      await onSaved();
      return;
    }
    const saved = await send(fields);
    if (!saved) return;
    toast.success(t(provider ? "saved" : "added", { name: saved.data.name }));
    await onSaved();
    await reload();
  });
  return { form, formRef, save, isSaving: add.isRunning || edit.isRunning };
}

function useProviderIssueText(): (issue: Issue) => string {
  const t = useTranslations("providers.form");
  const issueText = useIssueText();
  return useCallback(
    (issue) =>
      issue.code === "invalid_key"
        ? t("headerName", { name: String(issue.path.at(-1)) })
        : issueText(inTypedUnits(issue)),
    [t, issueText],
  );
}
