"use client";
import { useTranslations } from "next-intl";
import { toast } from "sonner";
import { saveModelPrice } from "@/actions/model-prices/save-model-price";
import { useAction } from "@/ui/api/use-action";
import { useSchemaForm } from "@/ui/patterns/use-schema-form";
import type { Price } from "./price";
import { PriceInput, type PriceValues, priceInput, priceRecord, priceValues } from "./price-values";
import { useReloadPrices } from "./use-prices";

/** The form of a price of one's own, and how it is saved. */
export function usePriceForm(modelName: string, price: Price | null, close: () => Promise<unknown>) {
  const t = useTranslations("prices");
  const reload = useReloadPrices();
  const { run, isRunning } = useAction(saveModelPrice);
  const { form, formRef } = useSchemaForm<PriceValues, PriceInput>({
    schema: PriceInput,
    toInput: priceInput,
    defaultValues: priceValues(modelName, price),
  });
  const save = form.handleSubmit(async (input) => {
    const saved = await run(priceRecord(input));
    if (!saved) return;
    toast.success(t("saved", { name: saved.data.modelName }));
    await close();
    await reload();
  });
  return { form, formRef, save, isSaving: isRunning };
}
