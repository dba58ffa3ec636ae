"use client";
import { FormSection } from "@/ui/patterns/form-section";
import { NumberField, TagField, ToggleField } from "./provider-fields";
import { useProviderFields } from "./use-provider-fields";

/** @param knownGroups tags that other providers carry */
export function RoutingSection({ knownGroups }: { readonly knownGroups: readonly string[] }) {
  const { t } = useProviderFields();
  return (
    <FormSection title={t("routing")} hint={t("routingHint")}>
      <ToggleField name="is_enabled" label={t("enabled")} hint={t("enabledHint")} className="sm:col-span-2" />
      <NumberField name="priority" label={t("priority")} hint={t("priorityHint")} />
      <NumberField name="weight" label={t("weight")} hint={t("weightHint")} />
      <NumberField name="cost_multiplier" label={t("cost")} hint={t("costHint")} sign="×" />
      <TagField
        name="group_tag"
        label={t("groups")}
        hint={t("groupsHint")}
        suggestions={knownGroups}
        placeholder="default"
      />
      <ToggleField
        name="translation_enabled"
        label={t("translation")}
        hint={t("translationHint")}
        className="sm:col-span-2"
      />
    </FormSection>
  );
}
