import {
  Bell,
  CircleDollarSign,
  LayoutGrid,
  type LucideIcon,
  MessagesSquare,
  Plug,
  ScrollText,
  Timer,
  Users,
} from "lucide-react";

export interface NavigationItem {
  readonly key:
    | "dashboard"
    | "logs"
    | "sessions"
    | "users"
    | "providers"
    | "prices"
    | "notifications"
    | "jobs";
  readonly href: string;
  readonly icon: LucideIcon;
  readonly adminOnly: boolean;
}

/** The pages of the sidebar and of the command palette, in their order. */
export const NAVIGATION: readonly NavigationItem[] = [
  { key: "dashboard", href: "/dashboard", icon: LayoutGrid, adminOnly: false },
  { key: "logs", href: "/dashboard/logs", icon: ScrollText, adminOnly: false },
  { key: "sessions", href: "/dashboard/sessions", icon: MessagesSquare, adminOnly: false },
  { key: "users", href: "/dashboard/users", icon: Users, adminOnly: false },
  { key: "providers", href: "/settings/providers", icon: Plug, adminOnly: true },
  { key: "prices", href: "/settings/prices", icon: CircleDollarSign, adminOnly: true },
  { key: "notifications", href: "/settings/notifications", icon: Bell, adminOnly: true },
  { key: "jobs", href: "/settings/jobs", icon: Timer, adminOnly: true },
];

/** The items a role may open. */
export function itemsFor(role: "admin" | "user"): NavigationItem[] {
  return NAVIGATION.filter(({ adminOnly }) => role === "admin" || !adminOnly);
}

/** The item a page belongs to: the one with the longest matching path. */
export function itemAt(pathname: string): NavigationItem | undefined {
  return NAVIGATION.filter(({ href }) => pathname === href || pathname.startsWith(`${href}/`))
    .sort((a, b) => b.href.length - a.href.length)
    .at(0);
}
