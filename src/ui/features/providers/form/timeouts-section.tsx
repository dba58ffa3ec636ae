"use client";
import { FormSection } from "@/ui/patterns/form-section";
import { NumberField } from "./provider-fields";
import { useProviderFields } from "./use-provider-fields";

export function TimeoutsSection({ isFolded }: { readonly isFolded: boolean }) {
  const { t } = useProviderFields();
  const timeout = { unit: t("seconds"), placeholder: t("noTimeout") };
  return (
    <FormSection title={t("timeouts")} hint={t("timeoutsHint")} isFolded={isFolded}>
      <NumberField
        {...timeout}
        name="first_byte_timeout_streaming_ms"
        label={t("firstByte")}
        hint={t("firstByteHint")}
      />
      <NumberField {...timeout} name="streaming_idle_timeout_ms" label={t("idle")} hint={t("idleHint")} />
      <NumberField
        {...timeout}
        name="request_timeout_non_streaming_ms"
        label={t("wholeAnswer")}
        hint={t("wholeAnswerHint")}
      />
      <NumberField
        name="max_retry_attempts"
        label={t("attempts")}
        hint={t("attemptsHint")}
        placeholder={t("hubDefault")}
      />
    </FormSection>
  );
}
