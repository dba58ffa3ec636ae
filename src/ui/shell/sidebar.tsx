"use client";
import { PanelLeftClose, PanelLeftOpen } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Link, usePathname } from "@/i18n/navigation";
import { cn } from "@/ui/primitives/cn";
import { Tooltip } from "@/ui/primitives/tooltip";
import { Logo } from "./logo";
import { itemAt, itemsFor } from "./navigation-items";
import { SIDEBAR_COOKIE } from "./sidebar-cookie";

interface SidebarProps {
  readonly role: "admin" | "user";
  readonly startsCollapsed: boolean;
}

/** The pages, on screens with room for them. */
export function Sidebar({ role, startsCollapsed }: SidebarProps) {
  const t = useTranslations("shell");
  const [isCollapsed, setCollapsed] = useState(startsCollapsed);
  const toggle = () => {
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing on plain HTTP, where many hubs are used
    document.cookie = `${SIDEBAR_COOKIE}=${isCollapsed ? "open" : "collapsed"}; path=/; max-age=31536000; samesite=lax`;
    setCollapsed(!isCollapsed);
  };
  const Icon = isCollapsed ? PanelLeftOpen : PanelLeftClose;
  return (
    <aside
      className={cn(
        "sticky top-0 flex h-dvh shrink-0 flex-col border-r bg-canvas max-md:hidden",
        isCollapsed ? "w-14" : "w-56",
      )}
    >
      <div className="flex h-12 items-center px-3.5">
        <Logo isShort={isCollapsed} />
      </div>
      <NavigationLinks role={role} isCollapsed={isCollapsed} />
      <button
        type="button"
        onClick={toggle}
        aria-label={t(isCollapsed ? "expandSidebar" : "collapseSidebar")}
        className="m-2 mt-auto grid size-8 place-items-center rounded-md text-ink-faint hover:bg-hover hover:text-ink"
      >
        <Icon className="size-4" aria-hidden />
      </button>
    </aside>
  );
}

interface NavigationLinksProps {
  readonly role: "admin" | "user";
  readonly isCollapsed?: boolean;
  readonly onNavigate?: () => void;
}

export function NavigationLinks({ role, isCollapsed, onNavigate }: NavigationLinksProps) {
  const t = useTranslations("shell");
  const current = itemAt(usePathname());
  return (
    <nav aria-label={t("pages")} className="flex flex-col gap-0.5 px-2 py-1">
      {itemsFor(role).map(({ key, href, icon: Icon }) => {
        const isCurrent = current?.key === key;
        const link = (
          <Link
            href={href}
            onClick={onNavigate}
            aria-current={isCurrent ? "page" : undefined}
            aria-label={isCollapsed ? t(`page.${key}`) : undefined}
            className={cn(
              "flex h-8 items-center gap-2.5 rounded-md px-2.5 text-sm transition-colors",
              isCurrent ? "bg-hover font-medium text-ink" : "text-ink-soft hover:bg-hover hover:text-ink",
            )}
          >
            <Icon aria-hidden className={cn("size-4 shrink-0", isCurrent && "text-accent")} />
            {!isCollapsed && t(`page.${key}`)}
          </Link>
        );
        if (!isCollapsed) return <div key={key}>{link}</div>;
        return (
          <Tooltip key={key} content={t(`page.${key}`)} side="right">
            {link}
          </Tooltip>
        );
      })}
    </nav>
  );
}
