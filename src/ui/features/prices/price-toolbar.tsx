"use client";
import { useTranslations } from "next-intl";
import { PRICE_SOURCES } from "@/domain/pricing/price";
import { OptionChip } from "@/ui/patterns/option-chip";
import { SearchBox } from "@/ui/patterns/search-box";
import type { PriceFilter } from "./price-filter";

interface PriceToolbarProps {
  readonly filter: PriceFilter;
  readonly onFilter: (changes: Partial<PriceFilter>) => void;
}

/** Narrows the list; what it is narrowed to starts at its first page. */
export function PriceToolbar({ filter, onFilter }: PriceToolbarProps) {
  const t = useTranslations("prices");
  return (
    <div className="mb-3 flex flex-wrap items-center gap-2">
      <SearchBox
        label={t("search")}
        value={filter.q}
        onChange={(q) => onFilter({ q, page: 1 })}
        className="w-full sm:w-72"
      />
      <OptionChip
        label={t("column.source")}
        value={filter.source}
        options={PRICE_SOURCES.map((value) => ({ value, label: t(`source.${value}`) }))}
        onChange={(source) => onFilter({ source, page: 1 })}
      />
    </div>
  );
}
