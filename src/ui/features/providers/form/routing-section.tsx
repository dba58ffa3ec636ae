"use client";
import { Controller } from "react-hook-form";
import { FormSection } from "@/ui/patterns/form-section";
import { TagInput } from "@/ui/patterns/tag-input";
import { Field } from "@/ui/primitives/field";
import { NumberField, ToggleField } from "./bound-fields";
import { useProviderFields } from "./use-provider-fields";

/** @param knownGroups tags that other providers carry */
export function RoutingSection({ knownGroups }: { readonly knownGroups: readonly string[] }) {
  const { t, control, errorOf } = useProviderFields();
  return (
    <FormSection title={t("routing")} hint={t("routingHint")}>
      <ToggleField name="is_enabled" label={t("enabled")} hint={t("enabledHint")} className="sm:col-span-2" />
      <NumberField name="priority" label={t("priority")} hint={t("priorityHint")} />
      <NumberField name="weight" label={t("weight")} hint={t("weightHint")} />
      <NumberField name="cost_multiplier" label={t("cost")} hint={t("costHint")} sign="×" />
      <Field label={t("groups")} hint={t("groupsHint")} error={errorOf("group_tag")}>
        {(field) => (
          <Controller
            control={control}
            name="group_tag"
            render={({ field: { value, onChange, onBlur, ref } }) => (
              <TagInput
                {...field}
                ref={ref}
                value={value}
                onChange={onChange}
                onBlur={onBlur}
                suggestions={knownGroups}
                placeholder="default"
              />
            )}
          />
        )}
      </Field>
      <ToggleField
        name="translation_enabled"
        label={t("translation")}
        hint={t("translationHint")}
        className="sm:col-span-2"
      />
    </FormSection>
  );
}
