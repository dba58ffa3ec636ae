"use client";
import { useTranslations } from "next-intl";
import { ErrorState } from "@/ui/patterns/error-state";
import { FormDialog } from "@/ui/patterns/form-dialog";
import { Dialog } from "@/ui/primitives/dialog";
import { Skeleton } from "@/ui/primitives/skeleton";
import type { Price } from "./price";
import { PriceFields } from "./price-fields";
import { usePriceForm } from "./use-price-form";
import { usePriceHistory } from "./use-prices";

interface PriceDialogProps {
  /** null to add one for a model that has none. */
  readonly modelName: string | null;
  readonly onClose: () => Promise<unknown>;
}

/** Sets a price of one's own; one that stands in for another begins with that one's figures. */
export function PriceDialog({ modelName, onClose }: PriceDialogProps) {
  if (modelName === null) return <PriceForm modelName={null} price={null} onClose={onClose} />;
  return <KnownPriceDialog modelName={modelName} onClose={onClose} />;
}

function KnownPriceDialog({ modelName, onClose }: { readonly modelName: string } & PriceDialogProps) {
  const { data, error, refetch } = usePriceHistory(modelName);
  if (data) {
    const current = data.filter(({ supersededAt }) => supersededAt === null);
    const price = current.find(({ source }) => source === "manual") ?? current[0] ?? null;
    return <PriceForm modelName={modelName} price={price} onClose={onClose} />;
  }
  return (
    <Dialog isOpen onOpenChange={() => void onClose()} placement="side" title={modelName}>
      {error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : (
        <div aria-busy className="p-5">
          <Skeleton className="h-40" />
        </div>
      )}
    </Dialog>
  );
}

interface PriceFormProps extends PriceDialogProps {
  /** What the form begins with. */
  readonly price: Price | null;
}

function PriceForm({ modelName, price, onClose }: PriceFormProps) {
  const t = useTranslations("prices");
  return (
    <FormDialog
      {...usePriceForm(modelName ?? "", price, onClose)}
      title={modelName ?? t("add")}
      description={t("formHint")}
      verb={t("save")}
      onClose={onClose}
      className="w-[min(40rem,100vw)]"
    >
      <PriceFields isNew={modelName === null} />
    </FormDialog>
  );
}
