"use client";
import { useTranslations } from "next-intl";
import { useFormContext } from "react-hook-form";
import type { UpdateProvider } from "@/domain/provider/schema";
import { fieldError } from "@/ui/patterns/field-error";
import type { ProviderValues } from "./provider-values";

/** The form around a section, and its words. */
export function useProviderFields() {
  const t = useTranslations("providers.form");
  const { register, control, formState } = useFormContext<ProviderValues, unknown, UpdateProvider>();
  const errorOf = (name: keyof ProviderValues) => fieldError(formState.errors, name);
  return { t, register, control, errorOf };
}
