import "server-only";
import type { InFlightRequest } from "@/domain/request/in-flight-request";
import { type LatestRequest, listLatestByUser } from "@/repository/requests/list-latest-by-user";
import type { Runtime } from "@/services/runtime/runtime";
import type { Snapshot } from "@/services/snapshot/snapshot";

type StatusRuntime = Pick<Runtime, "database" | "inFlight" | "clock" | "snapshot">;

/**
 * Of each user what is being served, in whichever replica, and the request that came last. Requests of a process that
 * died vanish with it.
 *
 * @param userId null: everybody
 */
export async function readProxyStatus(
  userId: number | null,
  { database, inFlight, clock, snapshot: { current } }: StatusRuntime,
) {
  const users = current.callers.users.filter(({ id }) => userId === null || id === userId);
  const [running, latest] = await Promise.all([
    inFlight.list(),
    listLatestByUser(
      database.db,
      users.map(({ id }) => id),
    ),
  ]);
  const now = clock.now();
  return users.map(({ id, name }) => {
    const active = running.filter((request) => request.userId === id);
    const last = latest.find((request) => request.userId === id);
    return {
      userId: id,
      userName: name,
      activeCount: active.length,
      activeRequests: active.map((request) => activeRequest(request, current, now)),
      lastRequest: last ? lastRequest(last, now) : null,
    };
  });
}

function activeRequest(request: InFlightRequest, snapshot: Snapshot, now: number) {
  const { id, keyId, providerId, model, startedAt } = request;
  return {
    requestId: id,
    keyName: snapshot.callers.byKeyId.get(keyId)?.key.name ?? null,
    ...{ providerId, model },
    providerName: providerId === null ? null : (snapshot.providers.byId.get(providerId)?.name ?? null),
    startTime: startedAt,
    duration: now - startedAt,
  };
}

function lastRequest(
  { requestId, keyName, providerId, providerName, model, endedAt }: LatestRequest,
  now: number,
) {
  const endTime = endedAt.getTime();
  return { requestId, keyName, providerId, providerName, model, endTime, elapsed: now - endTime };
}
