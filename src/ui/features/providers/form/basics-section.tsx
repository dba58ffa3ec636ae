"use client";
import { FormSection } from "@/ui/patterns/form-section";
import { TextField } from "./provider-fields";
import { TypeChoice } from "./type-choice";
import { useProviderFields } from "./use-provider-fields";

/** @param maskedKey the stored key as it may be shown; null for a provider that does not exist yet */
export function BasicsSection({ maskedKey }: { readonly maskedKey: string | null }) {
  const { t } = useProviderFields();
  return (
    <FormSection title={t("basics")} hint={t("basicsHint")}>
      <TextField
        name="name"
        label={t("name")}
        hint={t("nameHint")}
        isRequired
        autoFocus={maskedKey === null}
      />
      <TextField
        name="website_url"
        label={t("website")}
        hint={t("websiteHint")}
        type="url"
        placeholder="https://"
      />
      <TypeChoice />
      <TextField
        name="url"
        label={t("url")}
        hint={t("urlHint")}
        type="url"
        isRequired
        isCode
        placeholder="https://api.example.com"
        className="sm:col-span-2"
      />
      <TextField
        name="key"
        label={t("key")}
        hint={maskedKey === null ? t("keyHint") : t("keyKeptHint")}
        isRequired={maskedKey === null}
        isCode
        type="password"
        // Browsers offer saved sign-in passwords for anything else.
        autoComplete="new-password"
        placeholder={maskedKey ?? undefined}
        className="sm:col-span-2"
      />
    </FormSection>
  );
}
