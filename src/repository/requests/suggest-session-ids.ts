import "server-only";
import { sql } from "drizzle-orm";
import type { Db } from "@/repository/db";

const MAX_SUGGESTIONS = 20;

/** Index entries that are looked at: of a beginning that very many share, the first have to do. */
const MAX_LOOKED_AT = 20_000;

/** Session ids that begin with `term`. @param userId only of this user's requests */
export async function suggestSessionIds(db: Db, term: string, userId: number | undefined): Promise<string[]> {
  const whose = userId === undefined ? sql`` : sql`WHERE user_id = ${userId}`;
  const rows = await db.execute<{ session_id: string }>(sql`
    SELECT DISTINCT session_id FROM (
      SELECT session_id, user_id FROM requests
      WHERE session_id ~>=~ ${term} AND session_id ~<~ ${`${term}\u{10FFFF}`} LIMIT ${MAX_LOOKED_AT}
    ) AS looked_at ${whose} ORDER BY session_id LIMIT ${MAX_SUGGESTIONS}`);
  return rows.map((row) => row.session_id);
}
