import type { getAllSessions } from "@/actions/active-sessions/get-all-sessions";
import type { getSessionDetails } from "@/actions/active-sessions/get-session-details";
import type { getSessionRequests } from "@/actions/active-sessions/get-session-requests";
import type { DataOf } from "@/ui/api/action-client";

export type Sessions = DataOf<typeof getAllSessions>;
export type Session = Sessions["active"][number];
export type RunningRequest = Session["activeRequests"][number];
export type SessionDetails = DataOf<typeof getSessionDetails>;
export type SessionRequest = DataOf<typeof getSessionRequests>["requests"][number];

/** So many of each list are shown; older ones are the request log's. */
export const SHOWN = 100;

/** Ids are long and their beginnings often equal. */
export function shortId(id: string): string {
  return id.length <= 16 ? id : `${id.slice(0, 8)}…${id.slice(-6)}`;
}

/** Whether what is typed is in it: its id, its people, its provider or its model. */
export function matches(
  { sessionId, userName, keyName, providerName, model }: Session,
  text: string,
): boolean {
  const wanted = text.trim().toLowerCase();
  const texts = [sessionId, userName, keyName, providerName, model];
  return texts.some((value) => value?.toLowerCase().includes(wanted));
}
