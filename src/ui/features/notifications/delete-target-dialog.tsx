"use client";
import { useTranslations } from "next-intl";
import { deleteWebhookTargetAction } from "@/actions/webhook-targets/delete-webhook-target-action";
import { useAction } from "@/ui/api/use-action";
import { DeleteDialog } from "@/ui/patterns/delete-dialog";
import type { Target } from "./notifications";
import { useReloadNotifications } from "./use-notification-data";

interface DeleteTargetDialogProps {
  readonly target: Target;
  readonly onClose: () => void;
}

export function DeleteTargetDialog({ target: { id, name }, onClose }: DeleteTargetDialogProps) {
  const t = useTranslations("notifications.delete");
  const reload = useReloadNotifications();
  const remove = useAction(deleteWebhookTargetAction);
  return (
    <DeleteDialog
      title={t("title", { name })}
      description={t("text")}
      onDelete={() => remove.run({ id })}
      doneText={t("done", { name })}
      reload={reload}
      onClose={onClose}
    />
  );
}
