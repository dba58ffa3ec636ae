"use client";
import { useQueryClient } from "@tanstack/react-query";
import { RefreshCw } from "lucide-react";
import { useTranslations } from "next-intl";
import { parseAsString, useQueryState, useQueryStates } from "nuqs";
import { PageHeader } from "@/ui/patterns/page-header";
import { Button } from "@/ui/primitives/button";
import { FilterBar, type FilterChoices } from "./filter-bar";
import { filterParsers } from "./log-filters";
import { LogList } from "./log-list";
import { RequestDrawer } from "./request-drawer";
import { useFresh } from "./use-fresh";
import { type FirstPage, useLogs } from "./use-logs";

interface LogsPageProps {
  readonly choices: FilterChoices;
  readonly first: FirstPage;
}

export function LogsPage({ choices, first }: LogsPageProps) {
  const t = useTranslations("logs");
  const [filters, setFilters] = useQueryStates(filterParsers, { history: "push" });
  const [openId, setOpenId] = useQueryState("request", parseAsString);
  const logs = useLogs(filters, first);
  const queries = useQueryClient();
  const isEmpty = logs.data?.pages[0]?.logs.length === 0;
  const reload = () => queries.resetQueries({ queryKey: ["logs", filters] });
  const fresh = useFresh(filters, isEmpty, reload);
  const showFresh = () => {
    fresh.forget();
    void reload();
    window.scrollTo({ top: 0 });
  };
  return (
    <>
      <PageHeader title={t("title")}>
        <Button variant="ghost" size="icon" aria-label={t("reload")} onClick={showFresh}>
          <RefreshCw aria-hidden className={logs.isFetching ? "animate-spin" : undefined} />
        </Button>
      </PageHeader>
      <FilterBar filters={filters} choices={choices} onChange={(changes) => void setFilters(changes)} />
      <div aria-live="polite" className="sticky top-14 z-20 flex h-0 justify-center">
        {fresh.count > 0 && (
          <button
            type="button"
            onClick={showFresh}
            className="h-7 rounded-full bg-accent px-3 text-xs font-medium text-accent-ink shadow-float hover:bg-accent-hover"
          >
            {t("newRequests", { count: fresh.count })}
          </button>
        )}
      </div>
      <LogList logs={logs} filters={filters} onOpen={(id) => void setOpenId(id)} />
      <RequestDrawer id={openId} onClose={() => void setOpenId(null)} />
    </>
  );
}
