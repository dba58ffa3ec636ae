"use client";
import { Languages } from "lucide-react";
import { useSearchParams } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { LOCALE_NAMES, LOCALES } from "@/i18n/locales";
import { usePathname, useRouter } from "@/i18n/navigation";
import { Button } from "@/ui/primitives/button";
import { Menu, MenuChoice } from "@/ui/primitives/menu";

export function LanguageMenu() {
  const t = useTranslations("shell");
  const current = useLocale();
  const router = useRouter();
  const pathname = usePathname();
  const query = useSearchParams().toString();
  return (
    <Menu
      trigger={
        <Button variant="ghost" size="icon" aria-label={t("language")}>
          <Languages aria-hidden />
        </Button>
      }
    >
      {LOCALES.map((locale) => (
        <MenuChoice
          key={locale}
          isCurrent={locale === current}
          onSelect={() => router.replace(query ? `${pathname}?${query}` : pathname, { locale })}
        >
          <span lang={locale}>{LOCALE_NAMES[locale]}</span>
        </MenuChoice>
      ))}
    </Menu>
  );
}
