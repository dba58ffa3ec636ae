"use client";
import { useTranslations } from "next-intl";
import { toast } from "sonner";
import { createWebhookTargetAction } from "@/actions/webhook-targets/create-webhook-target-action";
import { updateWebhookTargetAction } from "@/actions/webhook-targets/update-webhook-target-action";
import { useAction } from "@/ui/api/use-action";
import { useSchemaForm } from "@/ui/patterns/use-schema-form";
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
  const create = useAction(createWebhookTargetAction);
  const update = useAction(updateWebhookTargetAction);
  const { form, formRef, showRefusal } = useSchemaForm<TargetValues, TargetInput>({
    schema: targetSchema(target),
    toInput: (values) => targetInput(target, values),
    defaultValues: target ? targetValues(target) : NEW_TARGET,
  });
  const save = form.handleSubmit(async (input) => {
    const { name, providerType } = form.getValues();
    const saved = target
      ? await update.run({ id: target.id, input }, (failure) => showRefusal(failure, withoutInput))
      : await create.run({ ...input, name, providerType }, showRefusal);
    if (!saved) return;
    toast.success(t(target ? "targetSaved" : "targetAdded", { name: saved.data.name }));
    await close();
    await reload();
  });
  return { form, formRef, save, isSaving: create.isRunning || update.isRunning };
}

/** An update's fields stand one level down. */
const withoutInput = (field: string) => field.replace(/^input\./, "");
