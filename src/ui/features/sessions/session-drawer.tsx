"use client";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { ErrorState } from "@/ui/patterns/error-state";
import { Button } from "@/ui/primitives/button";
import { Dialog } from "@/ui/primitives/dialog";
import { Skeleton } from "@/ui/primitives/skeleton";
import { RunningRequests } from "./running-requests";
import type { Session } from "./session";
import { SessionFacts } from "./session-facts";
import { SessionRequests } from "./session-requests";
import type { SessionName } from "./use-open-session";
import { useSessionDetails } from "./use-session-details";

interface SessionDrawerProps {
  /** null: closed. */
  readonly name: SessionName | null;
  /** What it is doing; undefined for one that is not active. */
  readonly session: Session | undefined;
  readonly onClose: () => void;
  readonly onEnd: (session: Session) => void;
}

/** One session: what it comes to, what it is doing, and its requests with what was said in them. */
export function SessionDrawer({ name, session, onClose, onEnd }: SessionDrawerProps) {
  const t = useTranslations("sessions");
  return (
    <Dialog
      isOpen={name !== null}
      onOpenChange={(isOpen) => !isOpen && onClose()}
      placement="side"
      title={t("session")}
      description={name ? <span className="font-mono text-xs break-all">{name.sessionId}</span> : undefined}
    >
      {name && (
        <div className="flex flex-col gap-6 p-5">
          {session && (
            <Section
              title={t("runningNow")}
              action={
                <Button variant="danger" size="sm" onClick={() => onEnd(session)}>
                  {t("end.verb")}
                </Button>
              }
            >
              <RunningRequests session={session} />
            </Section>
          )}
          <Ended name={name} />
        </div>
      )}
    </Dialog>
  );
}

/** What has ended of it; a new session has nothing yet. */
function Ended({ name }: { readonly name: SessionName }) {
  const t = useTranslations("sessions");
  const { data, error, isPending, refetch } = useSessionDetails(name, null);
  if (isPending) {
    return (
      <div aria-busy className="flex flex-col gap-3">
        <Skeleton className="w-3/4" />
        <Skeleton className="w-1/2" />
        <Skeleton className="h-32" />
      </div>
    );
  }
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (data === null) return <p className="text-sm text-ink-soft">{t("noneEnded")}</p>;
  return (
    <>
      <Section title={t("facts")}>
        <SessionFacts stats={data.sessionStats} />
      </Section>
      <Section title={t("requests")}>
        <SessionRequests name={name} />
      </Section>
    </>
  );
}

interface SectionProps {
  readonly title: string;
  readonly action?: ReactNode;
  readonly children: ReactNode;
}

function Section({ title, action, children }: SectionProps) {
  return (
    <section>
      <div className="mb-2 flex min-h-7 items-center justify-between">
        <h3 className="text-sm font-semibold">{title}</h3>
        {action}
      </div>
      {children}
    </section>
  );
}
