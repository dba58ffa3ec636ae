"use client";
import { zodResolver } from "@hookform/resolvers/zod";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { useForm } from "react-hook-form";
import { toast } from "sonner";
import { saveModelPrice } from "@/actions/model-prices/save-model-price";
import { useAction } from "@/ui/api/use-action";
import { formSchema } from "@/ui/patterns/form-schema";
import { useFocusFirstInvalid } from "@/ui/patterns/use-focus-first-invalid";
import { useIssueText } from "@/ui/patterns/use-issue-text";
import type { Price } from "./price";
import { PriceInput, type PriceValues, priceInput, priceRecord, priceValues } from "./price-values";
import { useReloadPrices } from "./use-prices";

/** The form of a price of one's own, and how it is saved. */
export function usePriceForm(modelName: string, price: Price | null, close: () => Promise<unknown>) {
  const t = useTranslations("prices");
  const reload = useReloadPrices();
  const issueText = useIssueText();
  const save = useAction(saveModelPrice);
  const resolver = useMemo(
    () => zodResolver(formSchema<PriceValues, PriceInput>(PriceInput, priceInput, issueText)),
    [issueText],
  );
  const form = useForm<PriceValues, unknown, PriceInput>({
    resolver,
    defaultValues: priceValues(modelName, price),
    mode: "onTouched",
    shouldFocusError: false,
  });
  const ref = useFocusFirstInvalid(form.formState.submitCount);
  const submit = form.handleSubmit(async (input) => {
    const saved = await save.run(priceRecord(input));
    if (!saved) return;
    toast.success(t("saved", { name: saved.data.modelName }));
    await close();
    await reload();
  });
  return { form, ref, submit, isSaving: save.isRunning };
}
