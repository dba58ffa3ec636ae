"use client";
import { useTranslations } from "next-intl";
import { FormProvider } from "react-hook-form";
import { ErrorState } from "@/ui/patterns/error-state";
import { SaveBar } from "@/ui/patterns/save-bar";
import { useDiscardGuard } from "@/ui/patterns/use-discard-guard";
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
  const { form, ref, submit, isSaving } = usePriceForm(modelName ?? "", price, onClose);
  const { isDirty } = form.formState;
  const guard = useDiscardGuard(isDirty, () => void onClose());
  return (
    <Dialog
      isOpen
      onOpenChange={guard.requestClose}
      placement="side"
      isSticky={isDirty}
      title={modelName ?? t("add")}
      description={t("formHint")}
      className="w-[min(40rem,100vw)]"
    >
      <FormProvider {...form}>
        <form ref={ref} onSubmit={(event) => void submit(event)} noValidate>
          <PriceFields isNew={modelName === null} />
          <SaveBar isDirty={isDirty} isSaving={isSaving} verb={t("save")} onCancel={guard.requestClose} />
        </form>
      </FormProvider>
      {guard.question}
    </Dialog>
  );
}
