"use client";
import { Command } from "cmdk";
import { Check } from "lucide-react";
import { useTranslations } from "next-intl";

export interface Option<Value extends string | number> {
  readonly value: Value;
  readonly label: string;
  /** Said quietly beside the label. */
  readonly hint?: string;
}

interface OptionListProps<Value extends string | number> {
  readonly options: readonly Option<Value>[];
  readonly current: Value | null;
  readonly onChoose: (value: Value) => void;
}

/** More than this many are searched rather than looked through. */
const SEARCH_FROM = 8;

/** Choices inside a popover, with a search field when there are many. */
export function OptionList<Value extends string | number>({
  options,
  current,
  onChoose,
}: OptionListProps<Value>) {
  const t = useTranslations("common");
  return (
    <Command label={t("choose")}>
      {options.length >= SEARCH_FROM && (
        <Command.Input
          autoFocus
          placeholder={t("filterOptions")}
          className="mb-1 h-8 w-full rounded-md border bg-surface px-2 text-sm outline-none placeholder:text-ink-faint focus-visible:border-accent"
        />
      )}
      <Command.List className="max-h-64 overflow-y-auto">
        <Command.Empty className="px-2 py-3 text-sm text-ink-soft">{t("noneFound")}</Command.Empty>
        {options.map(({ value, label, hint }) => (
          <Command.Item
            key={value}
            value={`${label} ${value}`}
            onSelect={() => onChoose(value)}
            className="flex h-8 cursor-pointer items-center gap-2 rounded-md px-2 text-sm data-[selected=true]:bg-hover"
          >
            <span className="min-w-0 flex-1 truncate">{label}</span>
            {hint && <span className="truncate text-xs text-ink-faint">{hint}</span>}
            {value === current && <Check aria-hidden className="size-4 text-accent" />}
          </Command.Item>
        ))}
      </Command.List>
    </Command>
  );
}
