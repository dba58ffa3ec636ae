"use client";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useFormat } from "@/ui/format/use-format";
import { ErrorState } from "@/ui/patterns/error-state";
import { StatusBadge } from "@/ui/patterns/status-badge";
import { Dialog } from "@/ui/primitives/dialog";
import { Skeleton } from "@/ui/primitives/skeleton";
import { CostSum } from "./cost-sum";
import { DecisionTimeline } from "./decision-timeline";
import type { LogDetails } from "./log";
import { ModelName } from "./log-row";
import { RequestFacts } from "./request-facts";
import { RequestProblem } from "./request-problem";
import { useLogDetails } from "./use-log-details";

interface RequestDrawerProps {
  /** null: closed. */
  readonly id: string | null;
  readonly onClose: () => void;
}

/** All there is to know of one request, beside the list. */
export function RequestDrawer({ id, onClose }: RequestDrawerProps) {
  const t = useTranslations("logs");
  return (
    <Dialog
      isOpen={id !== null}
      onOpenChange={(isOpen) => !isOpen && onClose()}
      placement="side"
      title={t("request")}
      description={id ? <span className="font-mono text-xs">{id}</span> : undefined}
    >
      {id && <Content id={id} />}
    </Dialog>
  );
}

function Content({ id }: { readonly id: string }) {
  const { data, error, refetch } = useLogDetails(id);
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) {
    return (
      <div aria-busy className="flex flex-col gap-3 p-5">
        <Skeleton className="h-6 w-1/2" />
        <Skeleton className="w-3/4" />
        <Skeleton className="h-32" />
        <Skeleton className="h-24" />
      </div>
    );
  }
  return <Details details={data} />;
}

function Details({ details }: { readonly details: LogDetails }) {
  const t = useTranslations("logs");
  const format = useFormat();
  const { log, charges } = details;
  return (
    <div className="flex flex-col gap-6 p-5">
      <div>
        <p className="flex items-center gap-2">
          <span className="min-w-0 truncate font-medium">
            <ModelName log={log} />
          </span>
          <StatusBadge log={log} />
        </p>
        <p className="tabular text-sm text-ink-soft">{format.instant(log.createdAt)}</p>
      </div>
      <RequestProblem log={log} />
      <Section title={t("decision")}>
        <DecisionTimeline details={details} />
      </Section>
      {charges.length > 0 && (
        <Section title={t("column.cost")}>
          <CostSum charges={charges} />
        </Section>
      )}
      <Section title={t("facts")}>
        <RequestFacts log={log} />
      </Section>
    </div>
  );
}

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section>
      <h3 className="mb-2 text-sm font-semibold">{title}</h3>
      {children}
    </section>
  );
}
