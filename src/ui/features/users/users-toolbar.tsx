"use client";
import { useTranslations } from "next-intl";
import type { UserDisplay } from "@/actions/users/user-display";
import { ROLES } from "@/domain/user/user";
import { OptionChip } from "@/ui/patterns/option-chip";
import { SearchBox } from "@/ui/patterns/search-box";
import { groupsOf } from "./filter-users";
import { useUserFilters } from "./use-users-url";
import { STATES } from "./user-state";

interface UsersToolbarProps {
  readonly users: readonly UserDisplay[];
  /** How many the filters let through. */
  readonly found: number;
}

/** The filters, in one line. */
export function UsersToolbar({ users, found }: UsersToolbarProps) {
  const t = useTranslations("users");
  const common = useTranslations("common");
  const [{ q, state, role, group }, setFilters] = useUserFilters();
  const isFiltered = found < users.length;
  return (
    <search className="mb-3 flex flex-wrap items-center gap-2">
      <SearchBox
        label={t("search")}
        value={q}
        onChange={(value) => void setFilters({ q: value || null })}
        className="w-full sm:w-72"
      />
      <OptionChip
        label={t("state")}
        value={state}
        options={STATES.map((value) => ({ value, label: common(value) }))}
        onChange={(value) => void setFilters({ state: value })}
      />
      <OptionChip
        label={t("roleLabel")}
        value={role}
        options={ROLES.map((value) => ({ value, label: t(`role.${value}`) }))}
        onChange={(value) => void setFilters({ role: value })}
      />
      <OptionChip
        label={t("group")}
        value={group}
        options={groupsOf(users).map((value) => ({ value, label: value }))}
        onChange={(value) => void setFilters({ group: value })}
      />
      <p aria-live="polite" className="tabular ml-auto text-xs text-ink-faint">
        {isFiltered && t("found", { found, all: users.length })}
      </p>
    </search>
  );
}
