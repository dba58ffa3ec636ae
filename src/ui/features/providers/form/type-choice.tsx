"use client";
import { useTranslations } from "next-intl";
import { PROVIDER_TYPES } from "@/domain/provider/provider-type";
import { useProviderFields } from "./use-provider-fields";

/** What kind of upstream it is, each kind explained. */
export function TypeChoice() {
  const t = useTranslations("providers");
  const { register } = useProviderFields();
  return (
    <fieldset className="sm:col-span-2">
      <legend className="mb-1.5 text-sm font-medium">{t("form.type")}</legend>
      <div className="grid grid-cols-1 gap-1.5 sm:grid-cols-2">
        {PROVIDER_TYPES.map((type) => (
          <label
            key={type}
            className="flex cursor-pointer items-start gap-2.5 rounded-md border px-3 py-2 hover:bg-hover has-checked:border-accent has-checked:bg-accent-wash has-focus-visible:outline-2 has-focus-visible:outline-offset-1 has-focus-visible:outline-accent"
          >
            <input
              type="radio"
              value={type}
              {...register("provider_type")}
              className="mt-0.5 size-4 shrink-0 accent-accent outline-none"
            />
            <span className="min-w-0">
              <span className="block text-sm font-medium">{t(`type.${type}`)}</span>
              <span className="block text-xs text-ink-soft">{t(`typeHint.${type}`)}</span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
