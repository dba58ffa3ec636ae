"use client";
import { CircleUser, LogOut, MonitorSmartphone } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { useRouter } from "@/i18n/navigation";
import { Button } from "@/ui/primitives/button";
import { Menu, MenuItem, MenuLabel, MenuSeparator } from "@/ui/primitives/menu";
import { signOut } from "./sign-out";
import type { Viewer } from "./viewer";

export function AccountMenu({ viewer }: { readonly viewer: Viewer }) {
  const t = useTranslations("shell");
  const locale = useLocale();
  const router = useRouter();
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
      <MenuItem onSelect={() => router.push("/account")}>
        <MonitorSmartphone aria-hidden />
        {t("signIns")}
      </MenuItem>
      <MenuItem onSelect={() => void signOut(`/${locale}/login`)}>
        <LogOut aria-hidden />
        {t("signOut")}
      </MenuItem>
    </Menu>
  );
}
