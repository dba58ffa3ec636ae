"use client";
import { FormSection } from "@/ui/patterns/form-section";
import { NumberField } from "./provider-fields";
import { useProviderFields } from "./use-provider-fields";

export function BreakerSection({ isFolded }: { readonly isFolded: boolean }) {
  const { t } = useProviderFields();
  return (
    <FormSection title={t("breaker")} hint={t("breakerHint")} isFolded={isFolded}>
      <NumberField name="circuit_breaker_failure_threshold" label={t("failures")} hint={t("failuresHint")} />
      <NumberField
        name="circuit_breaker_open_duration"
        label={t("openFor")}
        hint={t("openForHint")}
        unit={t("minutes")}
      />
      <NumberField
        name="circuit_breaker_half_open_success_threshold"
        label={t("successes")}
        hint={t("successesHint")}
      />
    </FormSection>
  );
}
