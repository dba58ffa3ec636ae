"use client";
import { zodResolver } from "@hookform/resolvers/zod";
import { useTranslations } from "next-intl";
import { useCallback, useMemo, useState } from "react";
import { useForm } from "react-hook-form";
import { toast } from "sonner";
import { addProvider } from "@/actions/providers/add-provider";
import { editProvider } from "@/actions/providers/edit-provider";
import type { ProviderDisplay } from "@/actions/providers/provider-display";
import { CreateProvider, UpdateProvider } from "@/domain/provider/schema";
import { useAction } from "@/ui/api/use-action";
import { useReload } from "@/ui/api/use-server-data";
import { formSchema } from "@/ui/patterns/form-schema";
import { useFocusFirstInvalid } from "@/ui/patterns/use-focus-first-invalid";
import { type Issue, useIssueText } from "@/ui/patterns/use-issue-text";
import { changedFields } from "./changed-fields";
import { NEW_PROVIDER, type ProviderValues, valuesOf } from "./provider-values";
import { toInput } from "./to-input";
import { inTypedUnits } from "./typed-units";

/** The form of a provider, and how it is saved. `provider` is null while it does not exist yet. */
export function useProviderForm(provider: ProviderDisplay | null, onSaved: () => Promise<unknown>) {
  const t = useTranslations("providers");
  const reload = useReload("providers/getProviders");
  const add = useAction(addProvider);
  const edit = useAction(editProvider);
  const issueText = useProviderIssueText();
  const [before] = useState(() => (provider ? valuesOf(provider) : NEW_PROVIDER));
  const resolver = useMemo(
    () =>
      zodResolver(
        formSchema<ProviderValues, UpdateProvider>(
          provider ? UpdateProvider : CreateProvider,
          toInput,
          issueText,
        ),
      ),
    [provider, issueText],
  );
  const form = useForm<ProviderValues, unknown, UpdateProvider>({
    resolver,
    defaultValues: before,
    mode: "onTouched",
    shouldFocusError: false,
  });
  const ref = useFocusFirstInvalid(form.formState.submitCount);

  const send = (fields: UpdateProvider) => {
    if (!provider) return add.run(CreateProvider.parse(fields));
    const changed = changedFields(before, form.getValues(), fields);
    return edit.run({ ...changed, providerId: provider.id });
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
  return { form, ref, save, isSaving: add.isRunning || edit.isRunning };
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
