"use client";
import { ChevronDown, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { cn } from "@/ui/primitives/cn";
import { Menu, MenuChoice } from "@/ui/primitives/menu";

interface FilterChipProps<Value extends string> {
  readonly label: string;
  /** null: the filter lets everything through. */
  readonly value: Value | null;
  readonly options: readonly { readonly value: Value; readonly label: string }[];
  readonly onChange: (value: Value | null) => void;
}

/** One filter of a list: a chip that opens its choices, and says and clears the one made. */
export function FilterChip<Value extends string>({
  label,
  value,
  options,
  onChange,
}: FilterChipProps<Value>) {
  const t = useTranslations("common");
  const current = value === null ? null : (options.find((option) => option.value === value)?.label ?? value);
  return (
    <span
      className={cn(
        "inline-flex h-8 items-center rounded-md border text-sm",
        current === null ? "border-dashed border-line-strong text-ink-soft" : "border-line-strong bg-surface",
      )}
    >
      <Menu
        align="start"
        trigger={
          <button
            type="button"
            className="flex h-full items-center gap-1.5 rounded-md px-2.5 hover:bg-hover hover:text-ink"
          >
            {current === null ? label : t("filterBy", { name: label, value: current })}
            {current === null && <ChevronDown aria-hidden className="size-3.5 text-ink-faint" />}
          </button>
        }
      >
        {options.map((option) => (
          <MenuChoice
            key={option.value}
            isCurrent={option.value === value}
            onSelect={() => onChange(option.value === value ? null : option.value)}
          >
            {option.label}
          </MenuChoice>
        ))}
      </Menu>
      {current !== null && (
        <button
          type="button"
          aria-label={t("clearFilter", { name: label })}
          onClick={() => onChange(null)}
          className="grid h-full w-7 place-items-center rounded-r-md border-l text-ink-faint hover:bg-hover hover:text-ink"
        >
          <X aria-hidden className="size-3.5" />
        </button>
      )}
    </span>
  );
}
