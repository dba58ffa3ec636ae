"use client";
import { useTranslations } from "next-intl";
import { toast } from "sonner";
import { deleteWebhookTargetAction } from "@/actions/webhook-targets/delete-webhook-target-action";
import { useAction } from "@/ui/api/use-action";
import { ConfirmDialog } from "@/ui/patterns/confirm-dialog";
import type { Target } from "./notifications";
import { useReloadNotifications } from "./use-notification-data";

interface DeleteTargetDialogProps {
  readonly target: Target;
  readonly onClose: () => void;
}

export function DeleteTargetDialog({ target, onClose }: DeleteTargetDialogProps) {
  const t = useTranslations("notifications.delete");
  const common = useTranslations("common");
  const reload = useReloadNotifications();
  const remove = useAction(deleteWebhookTargetAction);
  const confirm = async () => {
    if (!(await remove.run({ id: target.id }))) return;
    toast.success(t("done", { name: target.name }));
    await reload();
  };
  return (
    <ConfirmDialog
      isOpen
      onOpenChange={onClose}
      title={t("title", { name: target.name })}
      description={t("text")}
      verb={common("delete")}
      onConfirm={confirm}
    />
  );
}
