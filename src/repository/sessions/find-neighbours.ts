import "server-only";
import { sql } from "drizzle-orm";
import type { SessionId } from "@/domain/session/session-stats";
import type { Db } from "@/repository/db";

export interface Neighbours {
  readonly previous: number | null;
  readonly next: number | null;
}

/** The numbers of the requests before and behind the one with `sequence` in its session. */
export async function findNeighbours(
  db: Db,
  { keyId, sessionId }: SessionId,
  sequence: number,
): Promise<Neighbours> {
  const [row] = await db.execute<{ previous: number | null; next: number | null }>(sql`
    SELECT max(sequence) FILTER (WHERE sequence < ${sequence}) AS previous,
      min(sequence) FILTER (WHERE sequence > ${sequence}) AS next
    FROM requests WHERE session_id = ${sessionId} AND key_id = ${keyId}`);
  return { previous: row?.previous ?? null, next: row?.next ?? null };
}
