"use client";
import { zodResolver } from "@hookform/resolvers/zod";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { useForm } from "react-hook-form";
import { toast } from "sonner";
import { updateBindingsAction } from "@/actions/notification-bindings/update-bindings-action";
import { updateNotificationSettingsAction } from "@/actions/notifications/update-notification-settings-action";
import type { NotificationType } from "@/domain/notification/notification-type";
import { useAction } from "@/ui/api/use-action";
import { formSchema } from "@/ui/patterns/form-schema";
import { useFocusFirstInvalid } from "@/ui/patterns/use-focus-first-invalid";
import { useIssueText } from "@/ui/patterns/use-issue-text";
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
  const resolver = useMemo(
    () =>
      zodResolver(
        formSchema<KindValues, KindInput>(
          KindInput,
          (values) => kindInput(type, values),
          (issue) => issueText(inPercent(issue)),
        ),
      ),
    [type, issueText],
  );
  const form = useForm<KindValues, unknown, KindInput>({
    resolver,
    defaultValues: kindValues(data.settings, data.bindings[type]),
    mode: "onTouched",
    shouldFocusError: false,
  });
  const ref = useFocusFirstInvalid(form.formState.submitCount);
  const save = form.handleSubmit(async (input) => {
    const hasSettings = Object.keys(input.settings).length > 0;
    if (hasSettings && !(await settings.run(input.settings))) return;
    if (!(await bindings.run({ type, bindings: input.bindings }))) return;
    toast.success(t("saved"));
    await close();
    await reload();
  });
  return { form, ref, save, isSaving: settings.isRunning || bindings.isRunning };
}
