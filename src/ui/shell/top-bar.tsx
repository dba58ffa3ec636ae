"use client";
import { Menu as MenuIcon, Search } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { usePathname } from "@/i18n/navigation";
import { Button } from "@/ui/primitives/button";
import { AccountMenu } from "./account-menu";
import { LanguageMenu } from "./language-menu";
import { LiveIndicator } from "./live-indicator";
import { itemAt } from "./navigation-items";
import { PhoneNavigation } from "./phone-navigation";
import { ThemeMenu } from "./theme-menu";
import type { Viewer } from "./viewer";

interface TopBarProps {
  readonly viewer: Viewer;
  readonly onOpenPalette: () => void;
}

export function TopBar({ viewer, onOpenPalette }: TopBarProps) {
  const t = useTranslations("shell");
  const [isMenuOpen, setMenuOpen] = useState(false);
  const item = itemAt(usePathname());
  return (
    <header className="sticky top-0 z-30 flex h-12 items-center gap-1 border-b bg-canvas px-3 sm:px-6">
      <Button
        variant="ghost"
        size="icon"
        className="-ml-1.5 md:hidden"
        aria-label={t("openMenu")}
        onClick={() => setMenuOpen(true)}
      >
        <MenuIcon aria-hidden />
      </Button>
      <PhoneNavigation isOpen={isMenuOpen} onOpenChange={setMenuOpen} role={viewer.role} />
      <nav aria-label={t("breadcrumb")} className="min-w-0 flex-1 truncate text-sm text-ink-soft">
        {item && (
          <>
            <span className="max-sm:hidden">{t(item.adminOnly ? "area.settings" : "area.dashboard")} / </span>
            <span aria-current="page" className="font-medium text-ink">
              {t(`page.${item.key}`)}
            </span>
          </>
        )}
      </nav>
      <button
        type="button"
        onClick={onOpenPalette}
        className="mr-1 flex h-8 items-center gap-2 rounded-md border bg-surface px-2.5 text-xs text-ink-faint hover:border-line-strong hover:text-ink"
      >
        <Search className="size-4" aria-hidden />
        <span className="max-sm:sr-only">{t("search")}</span>
        <kbd aria-hidden className="rounded border px-1 font-sans text-[0.6875rem] leading-4 max-sm:hidden">
          Ctrl K
        </kbd>
      </button>
      <LiveIndicator />
      <LanguageMenu />
      <ThemeMenu />
      <AccountMenu viewer={viewer} />
    </header>
  );
}
