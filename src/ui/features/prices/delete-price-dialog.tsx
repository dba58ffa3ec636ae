"use client";
import { useTranslations } from "next-intl";
import { deleteModelPrice } from "@/actions/model-prices/delete-model-price";
import { useAction } from "@/ui/api/use-action";
import { DeleteDialog } from "@/ui/patterns/delete-dialog";
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
  return (
    <DeleteDialog
      title={t("title", { name: modelName })}
      description={t(hasTable ? "textTable" : "textUnpriced")}
      verb={t("verb")}
      onDelete={() => remove.run({ modelName })}
      doneText={t("done", { name: modelName })}
      reload={reload}
      onClose={onClose}
    />
  );
}
