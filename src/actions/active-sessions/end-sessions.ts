import { sessionKeyOf } from "@/domain/session/session-ref";
import type { SessionId } from "@/domain/session/session-stats";
import { terminateSessions } from "@/services/sessions/terminate-sessions";
import type { ActionContext } from "../kit/action";

/** Ends the sessions, and writes into the audit log who did it. */
export async function endSessions(
  sessions: readonly SessionId[],
  abortsRunning: boolean,
  { runtime, change }: Pick<ActionContext<unknown>, "runtime" | "change">,
): Promise<void> {
  if (sessions.length === 0) return;
  const keys = sessions.map(({ keyId, sessionId }) => sessionKeyOf(keyId, sessionId));
  await change(async () => {
    await terminateSessions(keys, { abortsRunning }, runtime);
    const [only, ...others] = sessions;
    return {
      result: null,
      targetId: others.length === 0 ? (only?.sessionId ?? null) : null,
      changes: { sessions: sessions.map(({ keyId, sessionId }) => ({ keyId, sessionId })), abortsRunning },
    };
  });
}
