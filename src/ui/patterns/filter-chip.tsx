"use client";
import { Plus, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { cn } from "@/ui/primitives/cn";
import { Popover } from "@/ui/primitives/popover";

interface FilterChipProps {
  readonly label: string;
  /** What is filtered by, in words; null when nothing is. */
  readonly value: string | null;
  readonly onClear: () => void;
  /** The choices; `close` ends choosing. */
  readonly children: (close: () => void) => ReactNode;
}

/** One filter of a list: a quiet button while unused, a chip that can be cleared while in use. */
export function FilterChip({ label, value, onClear, children }: FilterChipProps) {
  const t = useTranslations("common");
  const [isOpen, setOpen] = useState(false);
  const isActive = value !== null;
  return (
    <span
      className={cn(
        "inline-flex h-7 max-w-full items-center rounded-md border text-xs transition-colors",
        isActive ? "border-line-strong bg-surface" : "border-dashed border-line-strong text-ink-soft",
      )}
    >
      <Popover
        isOpen={isOpen}
        onOpenChange={setOpen}
        trigger={
          <button
            type="button"
            className="flex h-full min-w-0 items-center gap-1.5 rounded-md px-2 hover:bg-hover hover:text-ink"
          >
            {!isActive && <Plus aria-hidden className="size-3.5 text-ink-faint" />}
            <span className={isActive ? "text-ink-faint" : undefined}>{label}</span>
            {isActive && <span className="truncate font-medium">{value}</span>}
          </button>
        }
      >
        {children(() => setOpen(false))}
      </Popover>
      {isActive && (
        <button
          type="button"
          onClick={onClear}
          aria-label={t("clearFilter", { name: label })}
          className="grid h-full w-6 place-items-center rounded-md text-ink-faint hover:bg-hover hover:text-ink"
        >
          <X aria-hidden className="size-3.5" />
        </button>
      )}
    </span>
  );
}
