"use client";
import { useTranslations } from "next-intl";
import { TARGET_TYPES } from "@/domain/notification/notification-type";
import { useBoundForm } from "@/ui/patterns/use-bound-form";
import type { TargetValues } from "./target-values";

/** On which platform it is told. */
export function TargetTypeChoice() {
  const t = useTranslations("notifications");
  const { register } = useBoundForm<TargetValues>();
  return (
    <fieldset className="sm:col-span-2">
      <legend className="mb-1.5 text-sm font-medium">{t("platform")}</legend>
      <div className="grid grid-cols-2 gap-1.5 sm:grid-cols-5">
        {TARGET_TYPES.map((type) => (
          <label
            key={type}
            className="flex cursor-pointer items-center gap-2 rounded-md border px-2.5 py-2 text-sm hover:bg-hover has-checked:border-accent has-checked:bg-accent-wash has-focus-visible:outline-2 has-focus-visible:outline-offset-1 has-focus-visible:outline-accent"
          >
            <input
              type="radio"
              value={type}
              {...register("providerType")}
              className="size-4 shrink-0 accent-accent outline-none"
            />
            <span className="min-w-0 truncate">{t(`type.${type}`)}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
