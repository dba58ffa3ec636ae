import "server-only";
import { sessionKeyOf } from "@/domain/session/session-ref";
import { SECOND_MS } from "@/lib/duration";
import { listRecentSessions } from "@/repository/sessions/list-recent-sessions";
import type { Runtime } from "@/services/runtime/runtime";

/**
 * How many sessions have a request in flight, or had their last one less than `SESSION_TTL` ago.
 *
 * @param userId null: everybody's
 */
export async function countActiveSessions(
  { database, inFlight, clock, env }: Pick<Runtime, "database" | "inFlight" | "clock" | "env">,
  userId: number | null = null,
): Promise<number> {
  const since = new Date(clock.now() - env.SESSION_TTL * SECOND_MS);
  const [running, recent] = await Promise.all([
    inFlight.list(),
    listRecentSessions(database.db, { since, userId }),
  ]);
  const keys = [
    ...running
      .filter((request) => userId === null || request.userId === userId)
      .flatMap(({ sessionKey }) => (sessionKey === null ? [] : [sessionKey])),
    ...recent.map(({ keyId, sessionId }) => sessionKeyOf(keyId, sessionId)),
  ];
  return new Set(keys).size;
}
