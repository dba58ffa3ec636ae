import "server-only";
import { sql } from "drizzle-orm";
import type { SessionId } from "@/domain/session/session-stats";
import type { Db } from "@/repository/db";

export interface RecentSession extends SessionId {
  /** When its last request ended. */
  readonly lastAt: Date;
}

/** So many requests are looked at: whatever the traffic, the list costs the same. */
const MAX_REQUESTS = 20_000;

/** The sessions of the newest requests since `since`, newest first; of one user when `userId` is given. */
export async function listRecentSessions(
  db: Db,
  { since, userId }: { readonly since: Date; readonly userId: number | null },
): Promise<RecentSession[]> {
  const whose = userId === null ? sql`` : sql`AND user_id = ${userId}`;
  const rows = await db.execute<{ key_id: number; session_id: string; last_at: string }>(sql`
    SELECT key_id, session_id, max(ended_at) AS last_at FROM (
      SELECT key_id, session_id, created_at + duration_ms * interval '1 millisecond' AS ended_at
      FROM requests WHERE session_id IS NOT NULL AND created_at > ${since.toISOString()} ${whose}
      ORDER BY created_at DESC LIMIT ${MAX_REQUESTS}
    ) AS newest GROUP BY key_id, session_id ORDER BY last_at DESC`);
  return rows.map((row) => ({
    keyId: row.key_id,
    sessionId: row.session_id,
    lastAt: new Date(row.last_at),
  }));
}
