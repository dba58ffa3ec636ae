"use client";
import { useTranslations } from "next-intl";
import { toast } from "sonner";
import { deleteModelPrice } from "@/actions/model-prices/delete-model-price";
import { useAction } from "@/ui/api/use-action";
import { ConfirmDialog } from "@/ui/patterns/confirm-dialog";
import { useReloadPrices } from "./use-prices";

interface DeletePriceDialogProps {
  readonly modelName: string;
  /** A table has a price for it, which then holds. */
  readonly hasTable: boolean;
  readonly onClose: () => void;
}

export function DeletePriceDialog({ modelName, hasTable, onClose }: DeletePriceDialogProps) {
  const t = useTranslations("prices.delete");
  const reload = useReloadPrices();
  const remove = useAction(deleteModelPrice);
  const confirm = async () => {
    if (!(await remove.run({ modelName }))) return;
    toast.success(t("done", { name: modelName }));
    await reload();
  };
  return (
    <ConfirmDialog
      isOpen
      onOpenChange={onClose}
      title={t("title", { name: modelName })}
      description={t(hasTable ? "textTable" : "textUnpriced")}
      verb={t("verb")}
      onConfirm={confirm}
    />
  );
}
