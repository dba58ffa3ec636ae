import { cookies } from "next/headers";
import { getLocale } from "next-intl/server";
import type { ReactNode } from "react";
import { currentCaller } from "@/app/visit";
import { redirect } from "@/i18n/navigation";
import { AppShell } from "@/ui/shell/app-shell";
import { SIDEBAR_COOKIE } from "@/ui/shell/sidebar-cookie";

/** Everything behind the sign-in. */
export default async function Layout({ children }: { readonly children: ReactNode }) {
  const [caller, locale, jar] = await Promise.all([currentCaller(), getLocale(), cookies()]);
  if (!caller) return redirect({ href: "/login", locale });
  if (caller.role === "read-only") return redirect({ href: "/my-usage", locale });
  const { holder, role } = caller;
  return (
    <AppShell
      viewer={{ name: holder?.user.name ?? "", role, userId: holder?.user.id ?? null }}
      sidebarStartsCollapsed={jar.get(SIDEBAR_COOKIE)?.value === "collapsed"}
    >
      {children}
    </AppShell>
  );
}
