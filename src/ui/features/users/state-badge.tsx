"use client";
import { useTranslations } from "next-intl";
import { Dot, type Tone } from "@/ui/primitives/badge";
import { cn } from "@/ui/primitives/cn";
import type { State } from "./user-state";

const TONES: Readonly<Record<State, Tone>> = { enabled: "good", disabled: "neutral", expired: "bad" };

export function StateBadge({ state, className }: { readonly state: State; readonly className?: string }) {
  const t = useTranslations("common");
  return (
    <span
      className={cn("inline-flex items-center gap-1.5", state !== "enabled" && "text-ink-soft", className)}
    >
      <Dot tone={TONES[state]} />
      {t(state)}
    </span>
  );
}
