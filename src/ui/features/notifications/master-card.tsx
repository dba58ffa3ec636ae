"use client";
import { useTranslations } from "next-intl";
import { useId } from "react";
import { NOTIFICATION_LANGUAGES, type NotificationLanguage } from "@/domain/notification/notification-type";
import { LOCALE_NAMES } from "@/i18n/locales";
import { Card } from "@/ui/primitives/card";
import { Select } from "@/ui/primitives/select";
import { Switch } from "@/ui/primitives/switch";
import type { Settings } from "./notifications";
import { useSaveSettings } from "./use-save-settings";

/** What holds for all notifications. */
export function MasterCard({ settings }: { readonly settings: Settings }) {
  const t = useTranslations("notifications");
  const { save } = useSaveSettings();
  const id = useId();
  return (
    <Card className="mb-4 flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-2.5">
      <Switch
        id={`${id}-on`}
        aria-describedby={`${id}-hint`}
        checked={settings.enabled}
        onCheckedChange={(enabled) => void save({ enabled })}
      />
      <div className="min-w-0 flex-1 basis-56">
        <label htmlFor={`${id}-on`} className="text-sm font-medium">
          {t("enabled")}
        </label>
        <p id={`${id}-hint`} className="text-xs text-ink-soft">
          {t(settings.enabled ? "enabledHint" : "disabledHint")}
        </p>
      </div>
      <div className="flex items-center gap-2">
        <label htmlFor={`${id}-language`} className="text-sm text-ink-soft">
          {t("language")}
        </label>
        <Select
          id={`${id}-language`}
          value={settings.language}
          onChange={(event) => void save({ language: event.target.value as NotificationLanguage })}
          className="w-36"
        >
          {NOTIFICATION_LANGUAGES.map((language) => (
            <option key={language} value={language}>
              {LOCALE_NAMES[language]}
            </option>
          ))}
        </Select>
      </div>
    </Card>
  );
}
