"use client";
import { useTranslations } from "next-intl";
import { useBoundForm } from "@/ui/patterns/use-bound-form";
import type { ProviderValues } from "./provider-values";

/** The form around a section, and its words. */
export function useProviderFields() {
  const t = useTranslations("providers.form");
  return { t, ...useBoundForm<ProviderValues>() };
}
