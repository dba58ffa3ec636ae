"use client";
import { useTranslations } from "next-intl";
import { useFormContext } from "react-hook-form";
import { FormSection } from "@/ui/patterns/form-section";
import { UnitInput } from "@/ui/patterns/unit-input";
import { Field } from "@/ui/primitives/field";
import { Input, Textarea } from "@/ui/primitives/input";
import { Select } from "@/ui/primitives/select";
import {
  LONG_PRICES,
  MODES,
  type PriceInput,
  type PriceName,
  type PriceValues,
  TOKEN_PRICES,
} from "./price-values";

/** The form of a price, from what every model has to what few have. */
export function PriceFields({ isNew }: { readonly isNew: boolean }) {
  const t = useTranslations("prices");
  const { register, formState, getValues } = useFormContext<PriceValues, unknown, PriceInput>();
  const { errors } = formState;
  const { priceData, more, modelName } = getValues();
  const modes = MODES.some((mode) => mode === priceData.mode) ? MODES : [...MODES, priceData.mode];
  const isSet = (names: readonly PriceName[]) => names.some((name) => priceData[name] !== "");
  return (
    <>
      <FormSection title={t("model")} hint={t("modelHint")}>
        <Field
          label={t("modelName")}
          hint={t("modelNameHint")}
          error={errors.modelName?.message}
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
        <Field label={t("mode")} hint={t("modeHint")}>
          {(control) => (
            <Select {...control} {...register("priceData.mode")}>
              {modes.map((mode) => (
                <option key={mode}>{mode}</option>
              ))}
            </Select>
          )}
        </Field>
        <Field label={t("vendor")} hint={t("vendorHint")}>
          {(control) => <Input {...control} {...register("priceData.litellm_provider")} autoComplete="off" />}
        </Field>
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
        <Field label={t("maxOutput")} hint={t("maxOutputHint")} error={errors.maxOutputTokens?.message}>
          {(control) => <UnitInput {...control} {...register("maxOutputTokens")} />}
        </Field>
        <Field
          label={t("moreFields")}
          hint={t("moreFieldsHint")}
          error={errors.more?.message}
          className="sm:col-span-2"
        >
          {(control) => (
            <Textarea
              {...control}
              {...register("more")}
              rows={6}
              spellCheck={false}
              className="font-mono text-xs"
            />
          )}
        </Field>
      </FormSection>
    </>
  );
}

function PriceField({ name }: { readonly name: PriceName }) {
  const t = useTranslations("prices");
  const { register, formState } = useFormContext<PriceValues, unknown, PriceInput>();
  return (
    <Field label={t(`field.${name}`)} error={formState.errors.priceData?.[name]?.message}>
      {(control) => <UnitInput sign="$" {...control} {...register(`priceData.${name}`)} />}
    </Field>
  );
}
