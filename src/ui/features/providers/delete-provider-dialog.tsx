"use client";
import { useTranslations } from "next-intl";
import type { ProviderDisplay } from "@/actions/providers/provider-display";
import { removeProvider } from "@/actions/providers/remove-provider";
import { useAction } from "@/ui/api/use-action";
import { useReload } from "@/ui/api/use-server-data";
import { DeleteDialog } from "@/ui/patterns/delete-dialog";

interface DeleteProviderDialogProps {
  readonly provider: ProviderDisplay;
  readonly onClose: () => void;
}

export function DeleteProviderDialog({ provider: { id, name }, onClose }: DeleteProviderDialogProps) {
  const t = useTranslations("providers.delete");
  const reload = useReload("providers/getProviders");
  const remove = useAction(removeProvider);
  return (
    <DeleteDialog
      title={t("title", { name })}
      description={t("text")}
      onDelete={() => remove.run({ providerId: id })}
      doneText={t("done", { name })}
      reload={reload}
      onClose={onClose}
    />
  );
}
