"use client";
import { ScrollText } from "lucide-react";
import { useTranslations } from "next-intl";
import { EmptyState } from "@/ui/patterns/empty-state";
import { ErrorState } from "@/ui/patterns/error-state";
import { useIsPhone } from "@/ui/patterns/use-is-phone";
import { Card } from "@/ui/primitives/card";
import { Skeleton } from "@/ui/primitives/skeleton";
import { LogCards } from "./log-cards";
import { isFiltered, type LogFilters } from "./log-filters";
import { LogTable } from "./log-table";
import type { useLogs } from "./use-logs";

interface LogListProps {
  readonly logs: ReturnType<typeof useLogs>;
  readonly filters: LogFilters;
  readonly onOpen: (id: string) => void;
}

/** The log, however long: rows, or cards on a phone. */
export function LogList({ logs, filters, onOpen }: LogListProps) {
  const t = useTranslations("logs");
  const isPhone = useIsPhone();
  const { data, error, isPending, hasNextPage, refetch } = logs;
  const rows = data?.pages.flatMap((page) => page.logs) ?? [];
  if (error && rows.length === 0) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (isPending) return <ListSkeleton />;
  if (rows.length === 0) return <NoLogs isFiltered={isFiltered(filters)} />;
  const List = isPhone ? LogCards : LogTable;
  return (
    <Card className="overflow-x-clip">
      <List rows={rows} logs={logs} onOpen={onOpen} />
      <p className="border-t px-3 py-2.5 text-xs text-ink-faint">
        {t(hasNextPage ? "loadedSoFar" : "loadedAll", { count: rows.length })}
      </p>
    </Card>
  );
}

function NoLogs({ isFiltered }: { readonly isFiltered: boolean }) {
  const t = useTranslations("logs");
  const [title, text] = isFiltered
    ? (["noMatch", "noMatchText"] as const)
    : (["empty", "emptyText"] as const);
  return (
    <Card>
      <EmptyState icon={ScrollText} title={t(title)} text={t(text)} />
    </Card>
  );
}

const SKELETON_ROWS = ["w-2/3", "w-1/2", "w-3/5", "w-3/4", "w-5/12", "w-7/12", "w-1/3", "w-5/6"];

function ListSkeleton() {
  return (
    <Card aria-busy>
      {SKELETON_ROWS.map((width) => (
        <div key={width} className="flex h-10 items-center border-t px-3 first:border-0">
          <Skeleton className={width} />
        </div>
      ))}
    </Card>
  );
}
