"use client";
import { FormSection } from "@/ui/patterns/form-section";
import { PairField, ToggleField } from "./provider-fields";
import { ProxyField } from "./proxy-field";
import { useProviderFields } from "./use-provider-fields";

interface NetworkSectionProps {
  readonly isFolded: boolean;
  readonly hasStoredProxy: boolean;
}

export function NetworkSection({ isFolded, hasStoredProxy }: NetworkSectionProps) {
  const { t } = useProviderFields();
  return (
    <FormSection title={t("network")} hint={t("networkHint")} isFolded={isFolded}>
      <ProxyField hasStored={hasStoredProxy} />
      <ToggleField name="proxy_fallback_to_direct" label={t("fallback")} hint={t("fallbackHint")} />
      <ToggleField name="preserve_client_ip" label={t("clientIp")} hint={t("clientIpHint")} />
      <PairField
        name="custom_headers"
        label={t("headers")}
        hint={t("headersHint")}
        left={{ label: t("headerLeft"), placeholder: "X-Team" }}
        right={{ label: t("headerRight"), placeholder: "core" }}
        joint=":"
        addText={t("addHeader")}
        className="sm:col-span-2"
      />
    </FormSection>
  );
}
