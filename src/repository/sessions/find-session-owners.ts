import "server-only";
import { sql } from "drizzle-orm";
import type { SessionId } from "@/domain/session/session-stats";
import type { Db } from "@/repository/db";

export interface SessionOwner extends SessionId {
  readonly userId: number;
}

/** Whose sessions these ids are, as far as the log since `since` tells; an id may be that of several keys. */
export async function findSessionOwners(
  db: Db,
  sessionIds: readonly string[],
  since: Date,
): Promise<SessionOwner[]> {
  const rows = await db.execute<{ key_id: number; user_id: number; session_id: string }>(sql`
    SELECT DISTINCT key_id, user_id, session_id FROM requests
    WHERE session_id IN (SELECT json_array_elements_text(${JSON.stringify(sessionIds)}::json))
      AND created_at > ${since.toISOString()}`);
  return rows.map((row) => ({ keyId: row.key_id, userId: row.user_id, sessionId: row.session_id }));
}
