"use client";
import { Controller } from "react-hook-form";
import { FormSection } from "@/ui/patterns/form-section";
import { PairList } from "@/ui/patterns/pair-list";
import { Field } from "@/ui/primitives/field";
import { ToggleField } from "./bound-fields";
import { ProxyField } from "./proxy-field";
import { useProviderFields } from "./use-provider-fields";

interface NetworkSectionProps {
  readonly isFolded: boolean;
  readonly hasStoredProxy: boolean;
}

export function NetworkSection({ isFolded, hasStoredProxy }: NetworkSectionProps) {
  const { t, control, errorOf } = useProviderFields();
  return (
    <FormSection title={t("network")} hint={t("networkHint")} isFolded={isFolded}>
      <ProxyField hasStored={hasStoredProxy} />
      <ToggleField name="proxy_fallback_to_direct" label={t("fallback")} hint={t("fallbackHint")} />
      <ToggleField name="preserve_client_ip" label={t("clientIp")} hint={t("clientIpHint")} />
      <Field
        label={t("headers")}
        hint={t("headersHint")}
        error={errorOf("custom_headers")}
        className="sm:col-span-2"
      >
        {(field) => (
          <Controller
            control={control}
            name="custom_headers"
            render={({ field: { value, onChange } }) => (
              <PairList
                {...field}
                value={value}
                onChange={onChange}
                left={{ label: t("headerLeft"), placeholder: "X-Team" }}
                right={{ label: t("headerRight"), placeholder: "core" }}
                joint=":"
                addText={t("addHeader")}
              />
            )}
          />
        )}
      </Field>
    </FormSection>
  );
}
