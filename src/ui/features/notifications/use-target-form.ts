"use client";
import { zodResolver } from "@hookform/resolvers/zod";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { useForm } from "react-hook-form";
import { toast } from "sonner";
import { createWebhookTargetAction } from "@/actions/webhook-targets/create-webhook-target-action";
import { updateWebhookTargetAction } from "@/actions/webhook-targets/update-webhook-target-action";
import { useAction } from "@/ui/api/use-action";
import { formSchema } from "@/ui/patterns/form-schema";
import { useFocusFirstInvalid } from "@/ui/patterns/use-focus-first-invalid";
import { useIssueText } from "@/ui/patterns/use-issue-text";
import type { Target } from "./notifications";
import {
  NEW_TARGET,
  type TargetInput,
  type TargetValues,
  targetInput,
  targetSchema,
  targetValues,
} from "./target-values";
import { useReloadNotifications } from "./use-notification-data";

/** The form of a target, null while it does not exist, and how it is saved. */
export function useTargetForm(target: Target | null, close: () => Promise<unknown>) {
  const t = useTranslations("notifications");
  const reload = useReloadNotifications();
  const issueText = useIssueText();
  const create = useAction(createWebhookTargetAction);
  const update = useAction(updateWebhookTargetAction);
  const resolver = useMemo(
    () =>
      zodResolver(
        formSchema<TargetValues, TargetInput>(
          targetSchema(target),
          (values) => targetInput(target, values),
          issueText,
        ),
      ),
    [target, issueText],
  );
  const form = useForm<TargetValues, unknown, TargetInput>({
    resolver,
    defaultValues: target ? targetValues(target) : NEW_TARGET,
    mode: "onTouched",
    shouldFocusError: false,
  });
  const ref = useFocusFirstInvalid(form.formState.submitCount);
  const save = form.handleSubmit(async (input) => {
    const { name, providerType } = form.getValues();
    const saved = target
      ? await update.run({ id: target.id, input })
      : await create.run({ ...input, name, providerType });
    if (!saved) return;
    toast.success(t(target ? "targetSaved" : "targetAdded", { name: saved.data.name }));
    await close();
    await reload();
  });
  return { form, ref, save, isSaving: create.isRunning || update.isRunning };
}
