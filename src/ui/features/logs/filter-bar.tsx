"use client";
import { useTranslations } from "next-intl";
import { FilterChip } from "@/ui/patterns/filter-chip";
import { type Option, OptionList } from "@/ui/patterns/option-list";
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
  const ranges = Object.keys(RANGES).map((value) => ({
    value: value as Range,
    label: t(`range.${value as Range}`),
  }));
  const statuses = STATUS_CHOICES.map((value) => ({
    value,
    label: value === "!200" ? t("statusNot200") : value,
  }));
  const retries = [1, 2].map((value) => ({ value, label: t("retriesAtLeast", { count: value }) }));
  const chip = { filters, onChange };
  return (
    <div className="mb-3 flex flex-wrap items-center gap-1.5">
      <OptionChip {...chip} name="range" label={t("filter.range")} options={ranges} />
      {choices.users.length > 0 && (
        <OptionChip {...chip} name="user" label={t("filter.user")} options={choices.users} />
      )}
      <OptionChip {...chip} name="key" label={t("filter.key")} options={keysOf(choices, filters)} />
      {choices.providers.length > 0 && (
        <OptionChip {...chip} name="provider" label={t("filter.provider")} options={choices.providers} />
      )}
      <TextFilter {...chip} name="model" label={t("filter.model")} />
      <OptionChip {...chip} name="status" label={t("filter.status")} options={statuses} />
      <OptionChip {...chip} name="retries" label={t("filter.retries")} options={retries} />
      <TextFilter {...chip} name="session" label={t("filter.session")} />
      {isFiltered(filters) && (
        <Button variant="ghost" size="sm" onClick={() => onChange(null)}>
          {t("clearAll")}
        </Button>
      )}
    </div>
  );
}

interface OptionChipProps<Name extends keyof LogFilters> {
  readonly filters: LogFilters;
  readonly onChange: FilterBarProps["onChange"];
  readonly name: Name;
  readonly label: string;
  readonly options: readonly Option<NonNullable<LogFilters[Name]>>[];
}

function OptionChip<Name extends keyof LogFilters>(props: OptionChipProps<Name>) {
  const { filters, onChange, name, label, options } = props;
  const current = filters[name];
  const set = (value: LogFilters[Name]) => onChange({ [name]: value });
  // A link may name what is not among the choices any more.
  const shown =
    current === null ? null : (options.find(({ value }) => value === current)?.label ?? `#${current}`);
  return (
    <FilterChip label={label} value={shown} onClear={() => onChange({ [name]: null })}>
      {(close) => (
        <OptionList
          options={options}
          current={current as NonNullable<LogFilters[Name]> | null}
          onChoose={(value) => {
            set(value as LogFilters[Name]);
            close();
          }}
        />
      )}
    </FilterChip>
  );
}

/** With a user chosen, only that user's keys. Their hints are their users' names. */
function keysOf({ users, keys }: FilterChoices, { user }: LogFilters): readonly Option<number>[] {
  const name = users.find(({ value }) => value === user)?.label;
  return name === undefined ? keys : keys.filter(({ hint }) => hint === name);
}
