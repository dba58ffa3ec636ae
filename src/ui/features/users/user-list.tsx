"use client";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import type { UserDisplay } from "@/actions/users/user-display";
import { Button } from "@/ui/primitives/button";
import { Card } from "@/ui/primitives/card";
import { cn } from "@/ui/primitives/cn";
import type { Viewer } from "@/ui/shell/viewer";
import { USER_COLUMNS } from "./columns";
import { useOpenUser } from "./use-users-url";
import { UserRow } from "./user-row";

/** Rows drawn at first and with each step down; thousands at once would make the page slow to open. */
const STEP = 100;

interface UserListProps {
  readonly users: readonly UserDisplay[];
  readonly viewer: Viewer;
  /** Every row shows its keys, whatever the URL says. */
  readonly isAlwaysOpen?: boolean;
}

export function UserList({ users, viewer, isAlwaysOpen = false }: UserListProps) {
  const t = useTranslations("users");
  const [openUser, setOpenUser] = useOpenUser();
  const [shown, setShown] = useState(STEP);
  const frame = useScrollToOpen(openUser);
  // A link to a user far down shows them.
  const count = Math.max(shown, users.findIndex(({ id }) => id === openUser) + 1);
  const left = users.length - count;
  return (
    <Card ref={frame} className="overflow-hidden">
      <div
        aria-hidden
        className={cn("hidden h-8 border-b px-3 text-xs font-medium text-ink-faint", USER_COLUMNS)}
      >
        <span className="pl-5.5">{t("user")}</span>
        <span>{t("groups")}</span>
        <span>{t("limits")}</span>
        <span>{t("keys")}</span>
        <span>{t("state")}</span>
        <span>{t("expiry")}</span>
      </div>
      <ul>
        {users.slice(0, count).map((user) => {
          const isOpen = isAlwaysOpen || user.id === openUser;
          return (
            <UserRow
              key={user.id}
              user={user}
              viewer={viewer}
              isOpen={isOpen}
              onToggle={isAlwaysOpen ? null : () => void setOpenUser(isOpen ? null : user.id)}
            />
          );
        })}
      </ul>
      {left > 0 && (
        <div className="border-t p-2 text-center">
          <Button variant="ghost" onClick={() => setShown(count + STEP)}>
            {t("showMore", { count: Math.min(STEP, left), left })}
          </Button>
        </div>
      )}
    </Card>
  );
}

/** Brings the user a link names into sight, once. */
function useScrollToOpen(openUser: number | null) {
  const frame = useRef<HTMLElement>(null);
  const first = useRef(openUser);
  useEffect(() => {
    if (first.current === null) return;
    frame.current?.querySelector(`[data-user="${first.current}"]`)?.scrollIntoView({ block: "nearest" });
  }, []);
  return frame;
}
