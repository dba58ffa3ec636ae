"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import type { getUsageLogsBatch } from "@/actions/usage-logs/get-usage-logs-batch";
import { readAction } from "@/ui/api/action-client";
import type { LogPage } from "./log";
import { filterInput, type LogFilters } from "./log-filters";
import { PAGE_SIZE } from "./page-size";

/** The page the server has drawn already, and the filters it was drawn for. */
export interface FirstPage {
  readonly filters: LogFilters;
  readonly page: LogPage;
}

/** The log from newest to oldest, page after page by keyset. */
export function useLogs(filters: LogFilters, first: FirstPage) {
  const isFirst = JSON.stringify(first.filters) === JSON.stringify(filters);
  return useInfiniteQuery({
    queryKey: ["logs", filters],
    initialPageParam: null as LogPage["nextCursor"],
    queryFn: ({ pageParam, signal }) =>
      readAction<typeof getUsageLogsBatch>(
        "usage-logs/getUsageLogsBatch",
        { ...filterInput(filters, Date.now()), cursor: pageParam, limit: PAGE_SIZE },
        signal,
      ),
    getNextPageParam: (page) => page.nextCursor,
    ...(isFirst && { initialData: { pages: [first.page], pageParams: [null] } }),
    // Rows move only when the reader asks.
    refetchOnWindowFocus: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
}
