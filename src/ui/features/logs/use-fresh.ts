"use client";
import { useState } from "react";
import { useLiveRequests } from "@/ui/shell/live-provider";
import { type LogFilters, mayMatch } from "./log-filters";

/** A record is in the database this long after its request ended, normally. */
const WRITTEN_AFTER_MS = 700;

/**
 * Requests that came since the list was read. They are offered, not shown: rows do not move under the reader. A list
 * with nothing in it has nobody to disturb and reads again by itself.
 */
export function useFresh(filters: LogFilters, isEmpty: boolean, reload: () => Promise<unknown>) {
  const [came, setCame] = useState({ filters, count: 0 });
  // Other filters are another list.
  const count = came.filters === filters ? came.count : 0;
  useLiveRequests((request) => {
    if (!mayMatch(filters, request)) return;
    if (isEmpty) setTimeout(() => void reload(), WRITTEN_AFTER_MS);
    else setCame((before) => ({ filters, count: before.filters === filters ? before.count + 1 : 1 }));
  });
  return { count, forget: () => setCame({ filters, count: 0 }) };
}
