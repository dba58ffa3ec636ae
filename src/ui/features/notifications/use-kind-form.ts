"use client";
import { useTranslations } from "next-intl";
import { toast } from "sonner";
import { updateBindingsAction } from "@/actions/notification-bindings/update-bindings-action";
import { updateNotificationSettingsAction } from "@/actions/notifications/update-notification-settings-action";
import type { NotificationType } from "@/domain/notification/notification-type";
import { useAction } from "@/ui/api/use-action";
import { useIssueText } from "@/ui/patterns/use-issue-text";
import { useSchemaForm } from "@/ui/patterns/use-schema-form";
import { inPercent, KindInput, type KindValues, kindInput, kindValues } from "./kind-values";
import type { NotificationData } from "./notifications";
import { useReloadNotifications } from "./use-notification-data";

/** The form of a kind, and how it is saved. What fails is told, and what was typed stays. */
export function useKindForm(type: NotificationType, data: NotificationData, close: () => Promise<unknown>) {
  const t = useTranslations("notifications");
  const reload = useReloadNotifications();
  const issueText = useIssueText();
  const settings = useAction(updateNotificationSettingsAction);
  const bindings = useAction(updateBindingsAction);
  const { form, formRef, showRefusal } = useSchemaForm<KindValues, KindInput>({
    schema: KindInput,
    toInput: (values) => kindInput(type, values),
    defaultValues: kindValues(data.settings, data.bindings[type]),
    issueText: (issue) => issueText(inPercent(issue)),
  });
  const saveSettings = (changes: KindInput["settings"]) =>
    settings.run(changes, (failure) => showRefusal(failure, (field) => `settings.${field}`));
  const save = form.handleSubmit(async (input) => {
    const hasSettings = Object.keys(input.settings).length > 0;
    if (hasSettings && !(await saveSettings(input.settings))) return;
    if (!(await bindings.run({ type, bindings: input.bindings }, showRefusal))) return;
    toast.success(t("saved"));
    await close();
    await reload();
  });
  return { form, formRef, save, isSaving: settings.isRunning || bindings.isRunning };
}
