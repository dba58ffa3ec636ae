import "server-only";
import { findSessionOwners, type SessionOwner } from "@/repository/sessions/find-session-owners";
import type { Runtime } from "@/services/runtime/runtime";
import { SESSIONS_SINCE_MS } from "./list-sessions";

/** Whose sessions these ids are: by what runs, and by what has ended within the last day. */
export async function findOwners(
  sessionIds: readonly string[],
  { database, inFlight, clock }: Pick<Runtime, "database" | "inFlight" | "clock">,
): Promise<SessionOwner[]> {
  const since = new Date(clock.now() - SESSIONS_SINCE_MS);
  const [running, ended] = await Promise.all([
    inFlight.list(),
    findSessionOwners(database.db, sessionIds, since),
  ]);
  const wanted = new Set(sessionIds);
  const atWork = running.flatMap(({ sessionId, keyId, userId }) =>
    sessionId !== null && wanted.has(sessionId) ? [{ sessionId, keyId, userId }] : [],
  );
  const byName = new Map([...ended, ...atWork].map((owner) => [`${owner.keyId}:${owner.sessionId}`, owner]));
  return [...byName.values()];
}
