"use client";
import { useTranslations } from "next-intl";
import { useWatch } from "react-hook-form";
import { PROVIDER_TYPE_FACTS } from "@/domain/provider/provider-type";
import { FormSection } from "@/ui/patterns/form-section";
import { PairField, TagField, ToggleField } from "./provider-fields";
import { useProviderFields } from "./use-provider-fields";

export function ModelsSection() {
  const { t, control } = useProviderFields();
  const words = useTranslations("providers");
  const type = useWatch({ control, name: "provider_type" });
  const speaksClaude = PROVIDER_TYPE_FACTS[type].protocol === "anthropic";
  return (
    <FormSection title={t("models")} hint={t("modelsHint")}>
      <TagField
        name="allowed_models"
        label={t("allowed")}
        hint={t("allowedHint")}
        placeholder={words(`implied.${type}`)}
        className="sm:col-span-2"
      />
      <PairField
        name="model_redirects"
        label={t("redirects")}
        hint={t("redirectsHint")}
        left={{ label: t("redirectFrom"), placeholder: "claude-sonnet-*" }}
        right={{ label: t("redirectTo"), placeholder: "glm-4.6" }}
        joint="→"
        addText={t("addRedirect")}
        isOrdered
        className="sm:col-span-2"
      />
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
