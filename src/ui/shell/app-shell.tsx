"use client";
import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { CommandPalette } from "./command-palette";
import { LiveProvider } from "./live-provider";
import { Sidebar } from "./sidebar";
import { TopBar } from "./top-bar";
import type { Viewer } from "./viewer";

interface AppShellProps {
  readonly viewer: Viewer;
  readonly sidebarStartsCollapsed: boolean;
  readonly children: ReactNode;
}

/** What stands around every page. */
export function AppShell({ viewer, sidebarStartsCollapsed, children }: AppShellProps) {
  const t = useTranslations("shell");
  const [isPaletteOpen, setPaletteOpen] = useState(false);
  return (
    <LiveProvider>
      <a
        href="#content"
        className="sr-only z-50 rounded-md bg-raised px-3 py-2 shadow-float focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        {t("skipToContent")}
      </a>
      <div className="flex min-h-dvh">
        <Sidebar role={viewer.role} startsCollapsed={sidebarStartsCollapsed} />
        <div className="flex min-w-0 flex-1 flex-col">
          <TopBar viewer={viewer} onOpenPalette={() => setPaletteOpen(true)} />
          <main id="content" tabIndex={-1} className="flex-1 px-3 py-5 outline-none sm:px-6">
            <div className="mx-auto max-w-[88rem]">{children}</div>
          </main>
        </div>
      </div>
      <CommandPalette isOpen={isPaletteOpen} onOpenChange={setPaletteOpen} role={viewer.role} />
    </LiveProvider>
  );
}
