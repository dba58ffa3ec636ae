"use client";
import { MessagesSquare } from "lucide-react";
import { useTranslations } from "next-intl";
import { EmptyState } from "@/ui/patterns/empty-state";
import { ErrorState } from "@/ui/patterns/error-state";
import { useIsPhone } from "@/ui/patterns/use-is-phone";
import { Card, CardHeader } from "@/ui/primitives/card";
import { matches, type Session, type Sessions } from "./session";
import { SessionCards } from "./session-cards";
import type { SessionCommands } from "./session-commands";
import { SessionTable } from "./session-table";

interface SessionListsProps extends SessionCommands {
  readonly sessions: Sessions;
  readonly search: string;
  readonly error: unknown;
  readonly onRetry: () => void;
}

/** Active sessions, and below them those of the last day. */
export function SessionLists({ sessions, search, error, onRetry, ...commands }: SessionListsProps) {
  const t = useTranslations("sessions");
  const shown = (list: readonly Session[]) => list.filter((session) => matches(session, search));
  const [active, inactive] = [shown(sessions.active), shown(sessions.inactive)];
  const isSearched = search.trim() !== "";
  return (
    <>
      {error !== null && <ErrorState error={error} onRetry={onRetry} />}
      <Card className="mb-4 overflow-x-clip">
        {active.length > 0 ? (
          <List title={t("active")} sessions={active} commands={commands} />
        ) : (
          <EmptyState
            icon={MessagesSquare}
            title={t(isSearched ? "noMatch" : "empty")}
            text={t(isSearched ? "noMatchText" : "emptyText")}
          />
        )}
        <Rest shown={sessions.active.length} total={sessions.totalActive} />
      </Card>
      {inactive.length > 0 && (
        <Card className="overflow-x-clip">
          <CardHeader title={t("inactive")} hint={t("inactiveHint")} />
          <List title={t("inactive")} sessions={inactive} commands={commands} />
          <Rest shown={sessions.inactive.length} total={sessions.totalInactive} />
        </Card>
      )}
    </>
  );
}

interface ListProps {
  readonly title: string;
  readonly sessions: readonly Session[];
  readonly commands: SessionCommands;
}

function List(props: ListProps) {
  const isPhone = useIsPhone();
  return isPhone ? <SessionCards {...props} /> : <SessionTable {...props} />;
}

function Rest({ shown, total }: { readonly shown: number; readonly total: number }) {
  const t = useTranslations("sessions");
  if (total <= shown) return null;
  return <p className="border-t px-3 py-2.5 text-xs text-ink-faint">{t("newestOf", { shown, total })}</p>;
}
