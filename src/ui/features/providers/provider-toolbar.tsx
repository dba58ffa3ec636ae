"use client";
import { useTranslations } from "next-intl";
import { PROVIDER_TYPES } from "@/domain/provider/provider-type";
import { OptionChip } from "@/ui/patterns/option-chip";
import { SearchBox } from "@/ui/patterns/search-box";
import { Button } from "@/ui/primitives/button";
import { PROVIDER_STATES } from "./provider-filter";
import type { ProviderFilterState } from "./use-provider-filter";

interface ProviderToolbarProps extends ProviderFilterState {
  readonly groups: readonly string[];
  readonly shown: number;
  readonly total: number;
}

export function ProviderToolbar({
  filter,
  isActive,
  change,
  clear,
  groups,
  shown,
  total,
}: ProviderToolbarProps) {
  const t = useTranslations("providers");
  const common = useTranslations("common");
  return (
    <div className="mb-3 flex flex-wrap items-center gap-2">
      <SearchBox
        label={t("search")}
        value={filter.search}
        onChange={(search) => change({ search })}
        className="w-full sm:w-64"
      />
      <OptionChip
        label={t("column.type")}
        value={filter.type}
        options={PROVIDER_TYPES.map((value) => ({ value, label: t(`type.${value}`) }))}
        onChange={(type) => change({ type })}
      />
      <OptionChip
        label={t("column.group")}
        value={filter.group}
        options={groups.map((value) => ({ value, label: value }))}
        onChange={(group) => change({ group })}
      />
      <OptionChip
        label={t("column.state")}
        value={filter.state}
        options={PROVIDER_STATES.map((value) => ({ value, label: common(value) }))}
        onChange={(state) => change({ state })}
      />
      {isActive && (
        <Button variant="ghost" onClick={clear}>
          {common("clearFilters")}
        </Button>
      )}
      <p aria-live="polite" className="ml-auto text-xs text-ink-faint tabular">
        {isActive ? t("countOf", { shown, total }) : t("count", { total })}
      </p>
    </div>
  );
}
