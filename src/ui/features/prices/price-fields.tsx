"use client";
import { useTranslations } from "next-intl";
import { FormSection } from "@/ui/patterns/form-section";
import { useBoundForm } from "@/ui/patterns/use-bound-form";
import { Field } from "@/ui/primitives/field";
import { Input } from "@/ui/primitives/input";
import { ChoiceField, LongTextField, NumberField, TextField } from "./price-form-fields";
import { LONG_PRICES, MODES, type PriceName, type PriceValues, TOKEN_PRICES } from "./price-values";

/** The form of a price, from what every model has to what few have. */
export function PriceFields({ isNew }: { readonly isNew: boolean }) {
  const t = useTranslations("prices");
  const { register, getValues, errorOf } = useBoundForm<PriceValues>();
  const { priceData, more, modelName } = getValues();
  const modes = MODES.some((mode) => mode === priceData.mode) ? MODES : [...MODES, priceData.mode];
  const isSet = (names: readonly PriceName[]) => names.some((name) => priceData[name] !== "");
  return (
    <>
      <FormSection title={t("model")} hint={t("modelHint")}>
        <Field
          label={t("modelName")}
          hint={t("modelNameHint")}
          error={errorOf("modelName")}
          isRequired
          className="sm:col-span-2"
        >
          {(control) => (
            <Input
              {...control}
              {...register("modelName")}
              readOnly={!isNew}
              autoFocus={isNew && modelName === ""}
              autoComplete="off"
              spellCheck={false}
              className="font-mono read-only:bg-sunken"
            />
          )}
        </Field>
        <ChoiceField
          name="priceData.mode"
          label={t("mode")}
          hint={t("modeHint")}
          options={modes.map((mode) => ({ value: mode, label: mode }))}
        />
        <TextField name="priceData.litellm_provider" label={t("vendor")} hint={t("vendorHint")} />
      </FormSection>
      <FormSection title={t("perMillion")} hint={t("perMillionHint")}>
        {TOKEN_PRICES.map((name) => (
          <PriceField key={name} name={name} />
        ))}
      </FormSection>
      <FormSection title={t("long")} hint={t("longHint")} isFolded={!isSet(LONG_PRICES)}>
        {LONG_PRICES.map((name) => (
          <PriceField key={name} name={name} />
        ))}
      </FormSection>
      <FormSection title={t("more")} hint={t("moreHint")} isFolded={more === ""}>
        <NumberField name="maxOutputTokens" label={t("maxOutput")} hint={t("maxOutputHint")} />
        <LongTextField
          name="more"
          label={t("moreFields")}
          hint={t("moreFieldsHint")}
          rows={6}
          isCode
          className="sm:col-span-2"
        />
      </FormSection>
    </>
  );
}

function PriceField({ name }: { readonly name: PriceName }) {
  const t = useTranslations("prices");
  return <NumberField name={`priceData.${name}`} label={t(`field.${name}`)} sign="$" />;
}
