"use client";
import { useTranslations } from "next-intl";
import type { FormEvent } from "react";
import { FilterChip } from "@/ui/patterns/filter-chip";
import { Button } from "@/ui/primitives/button";
import { Input } from "@/ui/primitives/input";
import type { LogFilters } from "./log-filters";

interface TextFilterProps {
  readonly filters: LogFilters;
  readonly onChange: (changes: Partial<LogFilters>) => void;
  readonly name: "model" | "session";
  readonly label: string;
}

/** A filter whose value is typed. */
export function TextFilter({ filters, onChange, name, label }: TextFilterProps) {
  const t = useTranslations("logs");
  return (
    <FilterChip label={label} value={filters[name]} onClear={() => onChange({ [name]: null })}>
      {(close) => {
        const submit = (event: FormEvent<HTMLFormElement>) => {
          event.preventDefault();
          const text = String(new FormData(event.currentTarget).get("text") ?? "").trim();
          onChange({ [name]: text || null });
          close();
        };
        return (
          <form onSubmit={submit} className="flex gap-1.5">
            <Input name="text" aria-label={label} defaultValue={filters[name] ?? ""} autoFocus />
            <Button type="submit">{t("apply")}</Button>
          </form>
        );
      }}
    </FilterChip>
  );
}
