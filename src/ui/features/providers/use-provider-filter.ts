"use client";
import { parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { PROVIDER_TYPES } from "@/domain/provider/provider-type";
import { PROVIDER_STATES, type ProviderFilter } from "./provider-filter";

const PARSERS = {
  search: parseAsString.withDefault(""),
  type: parseAsStringLiteral(PROVIDER_TYPES),
  group: parseAsString,
  state: parseAsStringLiteral(PROVIDER_STATES),
};

export interface ProviderFilterState {
  readonly filter: ProviderFilter;
  readonly isActive: boolean;
  readonly change: (change: Partial<ProviderFilter>) => void;
  readonly clear: () => void;
}

/** The list's filter, kept in the URL. */
export function useProviderFilter(): ProviderFilterState {
  const [filter, setFilter] = useQueryStates(PARSERS, { urlKeys: { search: "q" } });
  return {
    filter,
    isActive: Object.values(filter).some((value) => value !== null && value !== ""),
    change: (change) => void setFilter(change),
    clear: () => void setFilter(null),
  };
}
