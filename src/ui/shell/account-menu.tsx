"use client";
import { CircleUser, LogOut } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { Button } from "@/ui/primitives/button";
import { Menu, MenuItem, MenuLabel, MenuSeparator } from "@/ui/primitives/menu";
import { signOut } from "./sign-out";
import type { Viewer } from "./viewer";

export function AccountMenu({ viewer }: { readonly viewer: Viewer }) {
  const t = useTranslations("shell");
  const locale = useLocale();
  return (
    <Menu
      trigger={
        <Button variant="ghost" size="icon" aria-label={t("account")}>
          <CircleUser aria-hidden />
        </Button>
      }
    >
      <MenuLabel>
        <span className="block text-sm font-medium text-ink">
          {viewer.userId === null ? t("adminToken") : viewer.name}
        </span>
        {t(`role.${viewer.role}`)}
      </MenuLabel>
      <MenuSeparator />
      <MenuItem onSelect={() => void signOut(`/${locale}/login`)}>
        <LogOut aria-hidden />
        {t("signOut")}
      </MenuItem>
    </Menu>
  );
}
