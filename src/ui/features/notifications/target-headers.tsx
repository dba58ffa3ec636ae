"use client";
import { useTranslations } from "next-intl";
import { Controller, useWatch } from "react-hook-form";
import { PairList } from "@/ui/patterns/pair-list";
import { Field } from "@/ui/primitives/field";
import { KeptSecret } from "./kept-secret";
import { useTargetFields } from "./target-fields";

interface TargetHeadersProps {
  /** The stored ones, their values masked; null where there are none. */
  readonly stored: Readonly<Record<string, string>> | null;
}

/** Headers sent with each notification: a token, mostly. */
export function TargetHeaders({ stored }: TargetHeadersProps) {
  const t = useTranslations("notifications");
  const { control, setValue, errorOf } = useTargetFields();
  const keeps = useWatch({ control, name: "keepsHeaders" });
  if (stored && keeps) {
    return (
      <KeptSecret
        text={t("headersKept", { names: Object.keys(stored).join(", ") })}
        onChange={() => setValue("keepsHeaders", false, { shouldDirty: true })}
      />
    );
  }
  return (
    <Field
      label={t("headers")}
      hint={t("headersHint")}
      error={errorOf("customHeaders")}
      className="sm:col-span-2"
    >
      {(field) => (
        <Controller
          control={control}
          name="customHeaders"
          render={({ field: { value, onChange } }) => (
            <PairList
              {...field}
              value={value}
              onChange={onChange}
              left={{ label: t("headerName"), placeholder: "X-Token" }}
              right={{ label: t("headerValue") }}
              joint=":"
              addText={t("addHeader")}
            />
          )}
        />
      )}
    </Field>
  );
}
