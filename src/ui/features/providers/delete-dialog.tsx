"use client";
import { useTranslations } from "next-intl";
import { toast } from "sonner";
import type { ProviderDisplay } from "@/actions/providers/provider-display";
import { removeProvider } from "@/actions/providers/remove-provider";
import { useAction } from "@/ui/api/use-action";
import { useReload } from "@/ui/api/use-server-data";
import { ConfirmDialog } from "@/ui/patterns/confirm-dialog";

interface DeleteDialogProps {
  readonly provider: ProviderDisplay;
  readonly onClose: () => void;
}

export function DeleteDialog({ provider, onClose }: DeleteDialogProps) {
  const t = useTranslations("providers.delete");
  const common = useTranslations("common");
  const reload = useReload("providers/getProviders");
  const remove = useAction(removeProvider);
  const confirm = async () => {
    if (!(await remove.run({ providerId: provider.id }))) return;
    toast.success(t("done", { name: provider.name }));
    await reload();
  };
  return (
    <ConfirmDialog
      isOpen
      onOpenChange={onClose}
      title={t("title", { name: provider.name })}
      description={t("text")}
      verb={common("delete")}
      onConfirm={confirm}
    />
  );
}
