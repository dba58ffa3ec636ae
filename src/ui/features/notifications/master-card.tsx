"use client";
import { useTranslations } from "next-intl";
import { NOTIFICATION_LANGUAGES, type NotificationLanguage } from "@/domain/notification/notification-type";
import { LOCALE_NAMES } from "@/i18n/locales";
import { SwitchField } from "@/ui/patterns/switch-field";
import { Card } from "@/ui/primitives/card";
import { Field } from "@/ui/primitives/field";
import { Select } from "@/ui/primitives/select";
import type { Settings } from "./notifications";
import { useSaveSettings } from "./use-save-settings";

/** What holds for all notifications. */
export function MasterCard({ settings }: { readonly settings: Settings }) {
  const t = useTranslations("notifications");
  const { save } = useSaveSettings();

  return (
    <Card className="mb-4 flex flex-wrap items-start gap-x-10 gap-y-3 px-4 py-3">
      <SwitchField
        label={t("enabled")}
        hint={t(settings.enabled ? "enabledHint" : "disabledHint")}
        isOn={settings.enabled}
        onChange={(enabled) => void save({ enabled })}
        className="min-w-64 flex-1"
      />
      <Field label={t("language")} className="w-full sm:w-56">
        {(control) => (
          <Select
            {...control}
            value={settings.language}
            onChange={(event) => void save({ language: event.target.value as NotificationLanguage })}
          >
            {NOTIFICATION_LANGUAGES.map((language) => (
              <option key={language} value={language}>
                {LOCALE_NAMES[language]}
              </option>
            ))}
          </Select>
        )}
      </Field>
    </Card>
  );
}
