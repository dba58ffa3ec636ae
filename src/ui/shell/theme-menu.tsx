"use client";
import { Moon, Sun } from "lucide-react";
import { useTranslations } from "next-intl";
import { useTheme } from "next-themes";
import { Button } from "@/ui/primitives/button";
import { Menu, MenuChoice } from "@/ui/primitives/menu";

const THEMES = ["system", "light", "dark"] as const;

export function ThemeMenu() {
  const t = useTranslations("shell.theme");
  const { theme, setTheme } = useTheme();
  return (
    <Menu
      trigger={
        <Button variant="ghost" size="icon" aria-label={t("label")}>
          <Sun aria-hidden className="dark:hidden" />
          <Moon aria-hidden className="hidden dark:block" />
        </Button>
      }
    >
      {THEMES.map((name) => (
        <MenuChoice key={name} isCurrent={theme === name} onSelect={() => setTheme(name)}>
          {t(name)}
        </MenuChoice>
      ))}
    </Menu>
  );
}
