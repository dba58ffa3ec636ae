import "server-only";
import type { InFlightRequest } from "@/domain/request/in-flight-request";
import { sessionKeyOf } from "@/domain/session/session-ref";
import type { SessionId, SessionStats } from "@/domain/session/session-stats";
import { DAY_MS, SECOND_MS } from "@/lib/duration";
import { listRecentSessions } from "@/repository/sessions/list-recent-sessions";
import { sumSessions } from "@/repository/sessions/sum-sessions";
import type { Runtime } from "@/services/runtime/runtime";

/** A session with what it is doing now. */
export interface SessionView extends SessionId {
  readonly userId: number;
  /** null: none of its requests has ended. */
  readonly stats: SessionStats | null;
  /** Oldest first. */
  readonly running: readonly InFlightRequest[];
}

export interface SessionPage {
  readonly sessions: readonly SessionView[];
  readonly total: number;
}

/** Sessions older than this are history: the request log has them. */
export const SESSIONS_SINCE_MS = DAY_MS;

/** What a session comes to is summed over so long at most. */
export const STATS_SINCE_MS = 7 * DAY_MS;

interface Wanted {
  /** null: everybody's. */
  readonly userId: number | null;
  readonly active: { readonly skip: number; readonly size: number };
  readonly inactive: { readonly skip: number; readonly size: number };
}

type ListRuntime = Pick<Runtime, "database" | "inFlight" | "clock" | "env">;

/**
 * Sessions by when they were last at work, newest first. Active are those that have a request in flight, or may still
 * be bound to their provider because the last one ended less than `SESSION_TTL` ago.
 */
export async function listSessions(
  { userId, active, inactive }: Wanted,
  { database: { db }, inFlight, clock, env }: ListRuntime,
): Promise<{ readonly active: SessionPage; readonly inactive: SessionPage }> {
  const now = clock.now();
  const [requests, recent] = await Promise.all([
    inFlight.list(),
    listRecentSessions(db, { since: new Date(now - SESSIONS_SINCE_MS), userId }),
  ]);
  const running = bySession(requests.filter((request) => userId === null || request.userId === userId));
  const activeSince = now - env.SESSION_TTL * SECOND_MS;
  const isActive = ({ lastAt }: (typeof recent)[number]) => lastAt.getTime() > activeSince;
  const idle = recent.filter((session) => !running.has(keyOf(session)));
  const activeIds = [...[...running.values()].flatMap(idOf), ...idle.filter(isActive)];
  const inactiveIds = idle.filter((session) => !isActive(session));
  const pages = [pageOf(activeIds, active), pageOf(inactiveIds, inactive)] as const;
  const stats = await sumSessions(db, pages.flat(), new Date(now - STATS_SINCE_MS));
  const statsByKey = new Map(stats.map((one) => [keyOf(one), one]));
  const view = (session: SessionId) => viewOf(session, statsByKey, running);
  return {
    active: { sessions: pages[0].flatMap(view), total: activeIds.length },
    inactive: { sessions: pages[1].flatMap(view), total: inactiveIds.length },
  };
}

const keyOf = ({ keyId, sessionId }: SessionId) => sessionKeyOf(keyId, sessionId);

function bySession(requests: readonly InFlightRequest[]): ReadonlyMap<string, readonly InFlightRequest[]> {
  const sessions = new Map<string, InFlightRequest[]>();
  for (const request of requests) {
    if (request.sessionKey === null) continue;
    sessions.set(request.sessionKey, [...(sessions.get(request.sessionKey) ?? []), request]);
  }
  return sessions;
}

function idOf([request]: readonly InFlightRequest[]): SessionId[] {
  return request?.sessionId ? [{ keyId: request.keyId, sessionId: request.sessionId }] : [];
}

function pageOf<Item>(items: readonly Item[], { skip, size }: Wanted["active"]): readonly Item[] {
  return items.slice(skip, skip + size);
}

function viewOf(
  session: SessionId,
  statsByKey: ReadonlyMap<string, SessionStats>,
  runningByKey: ReadonlyMap<string, readonly InFlightRequest[]>,
): SessionView[] {
  const stats = statsByKey.get(keyOf(session)) ?? null;
  const running = runningByKey.get(keyOf(session)) ?? [];
  const userId = stats?.userId ?? running[0]?.userId;
  if (userId === undefined) return [];
  return [{ keyId: session.keyId, sessionId: session.sessionId, userId, stats, running }];
}
