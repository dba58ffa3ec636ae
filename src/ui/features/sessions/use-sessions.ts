"use client";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { getAllSessions } from "@/actions/active-sessions/get-all-sessions";
import { readAction } from "@/ui/api/action-client";
import { useLiveActivity } from "@/ui/shell/live-provider";
import { type Sessions, SHOWN } from "./session";

const NAME = "active-sessions/getAllSessions";

/** However much happens, the list is read again at most this often. */
const REFRESH_MS = 1_500;

/** What other replicas serve, and how far answers have come, is told by no event. */
const BEAT_MS = 5_000;

export const ALL_SESSIONS = { activePage: 1, inactivePage: 1, pageSize: SHOWN };

/** The sessions, following what happens while the page is in sight. */
export function useSessions(first: Sessions) {
  const queries = useQueryClient();
  useLiveActivity(() => void queries.invalidateQueries({ queryKey: [NAME] }), REFRESH_MS);
  return useQuery({
    queryKey: [NAME],
    queryFn: ({ signal }) => readAction<typeof getAllSessions>(NAME, ALL_SESSIONS, signal),
    initialData: first,
    refetchInterval: BEAT_MS,
  });
}

export function useReloadSessions(): () => Promise<void> {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: [NAME] });
}
