"use client";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import type { getUsageLogs } from "@/actions/usage-logs/get-usage-logs";
import { readAction } from "@/ui/api/action-client";
import { useLiveRequests } from "@/ui/shell/live-provider";
import { type Today, todayInput } from "./today";

/** However much happens, the sums are read again at most this often; a record is written well within it. */
const REFRESH_MS = 1_500;

/** Today's sums, following what happens. @param startsAt of the day, epoch ms */
export function useToday(startsAt: number, first: Today): Today {
  const queries = useQueryClient();
  const queryKey = ["today", startsAt];
  const { data } = useQuery({
    queryKey,
    queryFn: ({ signal }) =>
      readAction<typeof getUsageLogs>("usage-logs/getUsageLogs", todayInput(startsAt), signal),
    initialData: first,
  });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  useLiveRequests(() => {
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      void queries.invalidateQueries({ queryKey });
    }, REFRESH_MS);
  });
  return data;
}
