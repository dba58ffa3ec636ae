"use client";
import { useTranslations } from "next-intl";
import { useWatch } from "react-hook-form";
import { useBoundForm } from "@/ui/patterns/use-bound-form";
import { KeptSecret } from "./kept-secret";
import { PairField } from "./target-fields";
import type { TargetValues } from "./target-values";

interface TargetHeadersProps {
  /** The stored ones, their values masked; null where there are none. */
  readonly stored: Readonly<Record<string, string>> | null;
}

/** Headers sent with each notification: a token, mostly. */
export function TargetHeaders({ stored }: TargetHeadersProps) {
  const t = useTranslations("notifications");
  const { control, setValue } = useBoundForm<TargetValues>();
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
    <PairField
      name="customHeaders"
      label={t("headers")}
      hint={t("headersHint")}
      left={{ label: t("headerName"), placeholder: "X-Token" }}
      right={{ label: t("headerValue") }}
      joint=":"
      addText={t("addHeader")}
      className="sm:col-span-2"
    />
  );
}
