"use client";
import { ChevronRight } from "lucide-react";
import { useNow, useTranslations } from "next-intl";
import type { UserDisplay } from "@/actions/users/user-display";
import { parseGroups } from "@/domain/routing/groups";
import { Badge } from "@/ui/primitives/badge";
import { cn } from "@/ui/primitives/cn";
import type { Viewer } from "@/ui/shell/viewer";
import { USER_COLUMNS } from "./columns";
import { ExpiryText } from "./expiry-text";
import { limitLines } from "./limit-lines";
import { LimitsSummary } from "./limits-summary";
import { NameBadges } from "./name-badges";
import { StateBadge } from "./state-badge";
import { UserMenu } from "./user-menu";
import { UserPanel } from "./user-panel";
import { stateOf } from "./user-state";

interface UserRowProps {
  readonly user: UserDisplay;
  readonly viewer: Viewer;
  readonly isOpen: boolean;
  /** null: the row is always open. */
  readonly onToggle: (() => void) | null;
}

/** A user in one line; opened, with its keys below. */
export function UserRow({ user, viewer, isOpen, onToggle }: UserRowProps) {
  const t = useTranslations("users");
  const state = stateOf(user, useNow().getTime());
  const panelId = `user-${user.id}-keys`;
  return (
    <li className="border-t first:border-t-0" data-user={user.id}>
      <div
        className={cn(
          "relative px-3 text-sm hover:bg-hover max-md:flex max-md:pl-8.5 max-md:flex-wrap max-md:items-center max-md:gap-x-3 max-md:gap-y-1 max-md:py-2.5 md:h-11",
          isOpen && "bg-hover",
          USER_COLUMNS,
        )}
      >
        <div className="flex min-w-0 items-center gap-2 max-md:-ml-5.5 max-md:basis-[calc(100%-1.5rem)]">
          <UserName
            name={user.name}
            isFaint={state !== "enabled"}
            isOpen={isOpen}
            panelId={panelId}
            onToggle={onToggle}
          />
          {user.role === "admin" && <Badge tone="accent">{t("role.admin")}</Badge>}
          {user.note && <span className="min-w-0 truncate text-ink-faint max-md:hidden">{user.note}</span>}
        </div>
        <NameBadges names={parseGroups(user.providerGroup)} className="max-md:order-2" />
        <LimitsSummary lines={limitLines(user)} unlimited={t("noLimits")} className="max-md:order-2" />
        <span className="tabular max-md:order-2">{t("keyCount", { count: user.keys.length })}</span>
        <StateBadge state={state} className="max-md:order-2" />
        <ExpiryText expiresAt={user.expiresAt} className="max-md:order-2 md:justify-self-start" />
        <div className="relative flex justify-end max-md:order-1 max-md:ml-auto">
          <UserMenu user={user} viewer={viewer} />
        </div>
      </div>
      {isOpen && <UserPanel id={panelId} user={user} />}
    </li>
  );
}

interface UserNameProps {
  readonly name: string;
  readonly isFaint: boolean;
  readonly isOpen: boolean;
  readonly panelId: string;
  readonly onToggle: (() => void) | null;
}

/** Opens and closes the row, where it can be. */
function UserName({ name, isFaint, isOpen, panelId, onToggle }: UserNameProps) {
  const text = <span className={cn("truncate", isFaint && "text-ink-soft")}>{name}</span>;
  const classes = "flex max-w-[75%] min-w-0 shrink-0 items-center gap-1.5 font-medium";
  if (!onToggle) return <span className={cn(classes, "pl-5.5")}>{text}</span>;
  return (
    <button
      type="button"
      aria-expanded={isOpen}
      aria-controls={isOpen ? panelId : undefined}
      onClick={onToggle}
      // The whole row can be clicked; what explains itself lies above.
      className={cn(classes, "outline-offset-0 after:absolute after:inset-0")}
    >
      <ChevronRight
        aria-hidden
        className={cn("size-4 shrink-0 text-ink-faint transition-transform", isOpen && "rotate-90")}
      />
      {text}
    </button>
  );
}
