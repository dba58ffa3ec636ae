/** The languages of the dashboard, the first one for visitors whose browser asks for none of them. */
export const LOCALES = ["en", "zh-CN", "zh-TW", "ja", "ru"] as const;

export type Locale = (typeof LOCALES)[number];

export const DEFAULT_LOCALE: Locale = "en";

/** Each language by its own name, as people look for it. */
export const LOCALE_NAMES: Readonly<Record<Locale, string>> = {
  en: "English",
  "zh-CN": "简体中文",
  "zh-TW": "繁體中文",
  ja: "日本語",
  ru: "Русский",
};
