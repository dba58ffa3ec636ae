"use client";
import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { type RefObject, useEffect } from "react";
import type { Log } from "./log";
import type { useLogs } from "./use-logs";

/** Rows kept beyond the edges of the screen, and how near the end the next page is fetched. */
const OVERSCAN = 12;
const FETCH_AHEAD = 10;

export interface VirtualListProps {
  readonly rows: readonly Log[];
  readonly logs: ReturnType<typeof useLogs>;
  readonly onOpen: (id: string) => void;
}

export interface VirtualLogs {
  /** Height of all rows, in px. */
  readonly height: number;
  /** The rows near the screen, each with its distance from the top of the list in px. */
  readonly visible: readonly { readonly log: Log; readonly top: number }[];
}

/** Which rows exist: those in sight. Reads on before the end is reached. `list` is the element they stand in. */
export function useVirtualLogs(
  { rows, logs }: Pick<VirtualListProps, "rows" | "logs">,
  rowHeight: number,
  list: RefObject<HTMLElement | null>,
): VirtualLogs {
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = logs;
  const virtual = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => rowHeight,
    overscan: OVERSCAN,
    scrollMargin: list.current?.offsetTop ?? 0,
  });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && last >= rows.length - FETCH_AHEAD) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, last, rows.length, fetchNextPage]);
  const visible = items.flatMap(({ index, start }) => {
    const log = rows[index];
    return log ? [{ log, top: start - virtual.options.scrollMargin }] : [];
  });
  return { height: virtual.getTotalSize(), visible };
}
