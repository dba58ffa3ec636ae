import "server-only";
import type { InFlightRequest } from "@/domain/request/in-flight-request";
import type { RequestRow } from "@/domain/request/request-row";
import { sessionKeyOf } from "@/domain/session/session-ref";
import { listRequests } from "@/repository/requests/list-requests";
import type { Runtime } from "@/services/runtime/runtime";
import type { Snapshot } from "@/services/snapshot/snapshot";

/** A request that runs or that ended a moment ago. */
export interface Activity {
  readonly id: string;
  readonly user: string | null;
  readonly keyName: string | null;
  readonly provider: string | null;
  readonly model: string | null;
  /** Epoch ms. */
  readonly startTime: number;
  /** Ms: of a running one, so far. */
  readonly latency: number;
  /** null: it runs. */
  readonly status: number | null;
  /** USD; 0 until it has ended. */
  readonly cost: number;
}

interface ActivityOfSession extends Activity {
  /** null: it belongs to none. */
  readonly session: string | null;
}

/** What happens, newest first: the newest request of each session, and older ones where there is room. */
export async function readActivityStream(
  size: number,
  {
    database: { db },
    inFlight,
    clock,
    snapshot,
  }: Pick<Runtime, "database" | "inFlight" | "clock" | "snapshot">,
): Promise<Activity[]> {
  // Twice as many: a busy session's older ones may stand between those of others.
  const [running, { rows }] = await Promise.all([inFlight.list(), listRequests(db, {}, { size: size * 2 })]);
  const now = clock.now();
  const ended = new Set(rows.map(({ id }) => id));
  const all = [
    ...running
      .filter(({ id }) => !ended.has(id))
      .map((request) => activityOfRunning(request, snapshot.current, now)),
    ...rows.map(activityOfRow),
  ];
  return pickNewest(all, size).map(({ session: _session, ...activity }) => activity);
}

function pickNewest(all: readonly ActivityOfSession[], size: number): ActivityOfSession[] {
  const byTime = all.toSorted((a, b) => b.startTime - a.startTime);
  const seen = new Set<string>();
  const isFirst = ({ session }: ActivityOfSession) => {
    if (session === null || seen.has(session)) return session === null;
    seen.add(session);
    return true;
  };
  const firsts = byTime.filter(isFirst);
  const others = byTime.filter((activity) => !firsts.includes(activity));
  return [...firsts, ...others].slice(0, size).sort((a, b) => b.startTime - a.startTime);
}

function activityOfRunning(
  { id, keyId, providerId, model, startedAt, sessionKey }: InFlightRequest,
  { callers, providers }: Snapshot,
  now: number,
): ActivityOfSession {
  const holder = callers.byKeyId.get(keyId);
  return {
    ...{ id, model, session: sessionKey },
    user: holder?.user.name ?? null,
    keyName: holder?.key.name ?? null,
    provider: providerId === null ? null : (providers.byId.get(providerId)?.name ?? null),
    startTime: startedAt,
    latency: Math.max(0, now - startedAt),
    status: null,
    cost: 0,
  };
}

function activityOfRow(row: RequestRow): ActivityOfSession {
  return {
    id: row.id,
    user: row.userName,
    keyName: row.keyName,
    provider: row.providerName,
    model: row.servedModel ?? row.model,
    startTime: row.createdAt.getTime(),
    latency: row.durationMs,
    status: row.statusCode,
    cost: Number(row.costUsd ?? 0),
    session: row.sessionId === null ? null : sessionKeyOf(row.keyId, row.sessionId),
  };
}
