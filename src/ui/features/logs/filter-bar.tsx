"use client";
import { useTranslations } from "next-intl";
import { OptionChip } from "@/ui/patterns/option-chip";
import type { Option } from "@/ui/patterns/option-list";
import { Button } from "@/ui/primitives/button";
import { isFiltered, type LogFilters, RANGES, type Range, STATUS_CHOICES } from "./log-filters";
import { TextFilter } from "./text-filter";

/** Whose requests can be asked for. */
export interface FilterChoices {
  readonly users: readonly Option<number>[];
  readonly keys: readonly Option<number>[];
  readonly providers: readonly Option<number>[];
}

interface FilterBarProps {
  readonly filters: LogFilters;
  readonly choices: FilterChoices;
  readonly onChange: (changes: Partial<LogFilters> | null) => void;
}

/** All filters in one line; each works as soon as it is chosen. */
export function FilterBar({ filters, choices, onChange }: FilterBarProps) {
  const t = useTranslations("logs");
  const common = useTranslations("common");
  const ranges = Object.keys(RANGES).map((value) => ({
    value: value as Range,
    label: t(`range.${value as Range}`),
  }));
  const statuses = STATUS_CHOICES.map((value) => ({
    value,
    label: value === "!200" ? t("statusNot200") : value,
  }));
  const retries = [1, 2].map((value) => ({ value, label: t("retriesAtLeast", { count: value }) }));
  const text = { filters, onChange };
  const choice = <Name extends keyof LogFilters>(name: Name) => ({
    value: filters[name],
    onChange: (value: LogFilters[Name]) => onChange({ [name]: value }),
  });
  return (
    <div className="mb-3 flex flex-wrap items-center gap-1.5">
      <OptionChip {...choice("range")} label={t("filter.range")} options={ranges} />
      {choices.users.length > 0 && (
        <OptionChip {...choice("user")} label={t("filter.user")} options={choices.users} />
      )}
      <OptionChip {...choice("key")} label={t("filter.key")} options={keysOf(choices, filters)} />
      {choices.providers.length > 0 && (
        <OptionChip {...choice("provider")} label={t("filter.provider")} options={choices.providers} />
      )}
      <TextFilter {...text} name="model" label={t("filter.model")} />
      <OptionChip {...choice("status")} label={t("filter.status")} options={statuses} />
      <OptionChip {...choice("retries")} label={t("filter.retries")} options={retries} />
      <TextFilter {...text} name="session" label={t("filter.session")} />
      {isFiltered(filters) && (
        <Button variant="ghost" size="sm" onClick={() => onChange(null)}>
          {common("clearFilters")}
        </Button>
      )}
    </div>
  );
}

/** With a user chosen, only that user's keys. Their hints are their users' names. */
function keysOf({ users, keys }: FilterChoices, { user }: LogFilters): readonly Option<number>[] {
  const name = users.find(({ value }) => value === user)?.label;
  return name === undefined ? keys : keys.filter(({ hint }) => hint === name);
}
