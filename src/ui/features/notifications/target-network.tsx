"use client";
import { useTranslations } from "next-intl";
import { useWatch } from "react-hook-form";
import { FormSection } from "@/ui/patterns/form-section";
import { useBoundForm } from "@/ui/patterns/use-bound-form";
import { KeptSecret } from "./kept-secret";
import type { Target } from "./notifications";
import { TextField, ToggleField } from "./target-fields";
import type { TargetValues } from "./target-values";

/** How it is reached. */
export function TargetNetwork({ stored }: { readonly stored: Target | null }) {
  const t = useTranslations("notifications");
  const { control, setValue } = useBoundForm<TargetValues>();
  const keeps = useWatch({ control, name: "keepsProxy" });
  const storedProxy = stored?.proxyUrl ?? null;
  return (
    <FormSection title={t("network")} hint={t("networkHint")} isFolded={storedProxy === null}>
      {keeps && storedProxy !== null ? (
        <KeptSecret
          text={t("proxyKept", { url: storedProxy })}
          onChange={() => setValue("keepsProxy", false, { shouldDirty: true })}
        />
      ) : (
        <TextField
          name="proxyUrl"
          label={t("proxy")}
          hint={t("proxyHint")}
          placeholder="socks5://user:password@10.0.0.1:1080"
          isCode
          className="sm:col-span-2"
        />
      )}
      <ToggleField
        name="proxyFallbackToDirect"
        label={t("fallback")}
        hint={t("fallbackHint")}
        className="sm:col-span-2"
      />
    </FormSection>
  );
}
