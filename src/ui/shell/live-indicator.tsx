"use client";
import { useTranslations } from "next-intl";
import { cn } from "@/ui/primitives/cn";
import { Tooltip } from "@/ui/primitives/tooltip";
import { type LiveState, useLiveState } from "./live-provider";

const DOTS: Readonly<Record<LiveState, string>> = {
  live: "bg-good",
  connecting: "bg-warn animate-breathe",
  paused: "bg-ink-faint",
};

/** Whether what the page shows follows what happens. */
export function LiveIndicator() {
  const t = useTranslations("shell.live");
  const state = useLiveState();
  return (
    <Tooltip content={t(`${state}Hint`)} side="bottom">
      <button type="button" className="flex h-8 items-center gap-1.5 rounded-md px-2 text-xs text-ink-soft">
        <span aria-hidden className={cn("size-2 rounded-full", DOTS[state])} />
        <span className="max-sm:sr-only">{t(state)}</span>
      </button>
    </Tooltip>
  );
}
