"use client";
import { useTranslations } from "next-intl";
import { Controller, useWatch } from "react-hook-form";
import { PROVIDER_TYPE_FACTS } from "@/domain/provider/provider-type";
import { FormSection } from "@/ui/patterns/form-section";
import { PairList } from "@/ui/patterns/pair-list";
import { TagInput } from "@/ui/patterns/tag-input";
import { Field } from "@/ui/primitives/field";
import { ToggleField } from "./bound-fields";
import { useProviderFields } from "./use-provider-fields";

export function ModelsSection() {
  const { t, control, errorOf } = useProviderFields();
  const words = useTranslations("providers");
  const type = useWatch({ control, name: "provider_type" });
  const speaksClaude = PROVIDER_TYPE_FACTS[type].protocol === "anthropic";
  return (
    <FormSection title={t("models")} hint={t("modelsHint")}>
      <Field
        label={t("allowed")}
        hint={t("allowedHint")}
        error={errorOf("allowed_models")}
        className="sm:col-span-2"
      >
        {(field) => (
          <Controller
            control={control}
            name="allowed_models"
            render={({ field: { value, onChange, onBlur, ref } }) => (
              <TagInput
                {...field}
                ref={ref}
                value={value}
                onChange={onChange}
                onBlur={onBlur}
                placeholder={words(`implied.${type}`)}
              />
            )}
          />
        )}
      </Field>
      <Field
        label={t("redirects")}
        hint={t("redirectsHint")}
        error={errorOf("model_redirects")}
        className="sm:col-span-2"
      >
        {(field) => (
          <Controller
            control={control}
            name="model_redirects"
            render={({ field: { value, onChange } }) => (
              <PairList
                {...field}
                value={value}
                onChange={onChange}
                left={{ label: t("redirectFrom"), placeholder: "claude-sonnet-*" }}
                right={{ label: t("redirectTo"), placeholder: "glm-4.6" }}
                joint="→"
                addText={t("addRedirect")}
                isOrdered
              />
            )}
          />
        )}
      </Field>
      {!speaksClaude && (
        <ToggleField
          name="join_claude_pool"
          label={t("joinClaude")}
          hint={t("joinClaudeHint")}
          className="sm:col-span-2"
        />
      )}
    </FormSection>
  );
}
