"use client";
import { useTranslations } from "next-intl";
import { toast } from "sonner";
import { updateNotificationSettingsAction } from "@/actions/notifications/update-notification-settings-action";
import type { InputOf } from "@/ui/api/action-client";
import { useAction } from "@/ui/api/use-action";
import { useReloadNotifications } from "./use-notification-data";

/** Saves a setting at once. */
export function useSaveSettings() {
  const t = useTranslations("notifications");
  const reload = useReloadNotifications();
  const { run, isRunning } = useAction(updateNotificationSettingsAction);
  const save = async (changes: InputOf<typeof updateNotificationSettingsAction>) => {
    if (!(await run(changes))) return;
    toast.success(t("saved"));
    await reload();
  };
  return { save, isSaving: isRunning };
}
