"use client";
import { FilterChip } from "./filter-chip";
import { type Option, OptionList } from "./option-list";

interface OptionChipProps<Value extends string | number> {
  readonly label: string;
  readonly value: Value | null;
  readonly options: readonly Option<Value>[];
  readonly onChange: (value: Value | null) => void;
}

/** A filter whose value is one of several. */
export function OptionChip<Value extends string | number>({
  label,
  value,
  options,
  onChange,
}: OptionChipProps<Value>) {
  // A link may name what is not among the choices any more.
  const chosen = options.find((option) => option.value === value)?.label ?? value;
  return (
    <FilterChip label={label} value={chosen === null ? null : String(chosen)} onClear={() => onChange(null)}>
      {(close) => (
        <OptionList
          options={options}
          current={value}
          onChoose={(next) => {
            onChange(next);
            close();
          }}
        />
      )}
    </FilterChip>
  );
}
