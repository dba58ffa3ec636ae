"use client";
import { SearchX, UserPlus, Users } from "lucide-react";
import { useNow, useTranslations } from "next-intl";
import { useMemo } from "react";
import type { UserDisplay } from "@/actions/users/user-display";
import { EmptyState } from "@/ui/patterns/empty-state";
import { Button } from "@/ui/primitives/button";
import { Card } from "@/ui/primitives/card";
import type { Viewer } from "@/ui/shell/viewer";
import { filterUsers } from "./filter-users";
import { useUserFilters } from "./use-users-url";
import { UserList } from "./user-list";
import { UsersToolbar } from "./users-toolbar";

interface UserDirectoryProps {
  readonly users: readonly UserDisplay[];
  readonly viewer: Viewer;
  readonly onAdd: () => void;
}

/** The list with its filters, or why there is nothing in it. */
export function UserDirectory({ users, viewer, onAdd }: UserDirectoryProps) {
  const t = useTranslations("users");
  const common = useTranslations("common");
  const now = useNow().getTime();
  const [{ q: search, state, role, group }, setFilters] = useUserFilters();
  const found = useMemo(
    () => filterUsers(users, { search, state, role, group }, now),
    [users, search, state, role, group, now],
  );
  if (users.length === 0) {
    return (
      <Card>
        <EmptyState icon={Users} title={t("emptyTitle")} text={t("emptyText")}>
          <Button variant="primary" onClick={onAdd}>
            <UserPlus aria-hidden />
            {t("newUser")}
          </Button>
        </EmptyState>
      </Card>
    );
  }
  // Who sees only themselves has nothing to search.
  if (viewer.role !== "admin") return <UserList users={users} viewer={viewer} isAlwaysOpen />;
  return (
    <>
      <UsersToolbar users={users} found={found.length} />
      {found.length > 0 ? (
        <UserList users={found} viewer={viewer} />
      ) : (
        <Card>
          <EmptyState icon={SearchX} title={common("noMatches")} text={t("noMatchesText")}>
            <Button onClick={() => void setFilters(null)}>{common("clearFilters")}</Button>
          </EmptyState>
        </Card>
      )}
    </>
  );
}
