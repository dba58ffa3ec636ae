import "server-only";
import { sql } from "drizzle-orm";
import type { Db } from "@/repository/db";

export interface UserRank {
  readonly userId: number;
  readonly userName: string;
  readonly requests: number;
  readonly tokens: number;
  /** USD, as text. */
  readonly costUsd: string;
}

/** What each user used in the hours that began from `from` on and before `until`; who spent most comes first. */
export async function rankUsers(db: Db, from: Date, until: Date): Promise<UserRank[]> {
  const rows = await db.execute<{ [Key in keyof UserRank]: UserRank[Key] }>(sql`
    SELECT used.user_id AS "userId", coalesce(users.name, '#' || used.user_id) AS "userName", requests, tokens, "costUsd"
    FROM (
      SELECT user_id, sum(requests)::float8 AS requests,
        sum(input_tokens + cache_read_tokens + cache_write_5m_tokens + cache_write_1h_tokens + output_tokens)::float8 AS tokens,
        sum(cost_usd) AS cost, trim_scale(sum(cost_usd))::text AS "costUsd"
      FROM usage_hourly WHERE hour >= ${from.toISOString()} AND hour < ${until.toISOString()} GROUP BY user_id
    ) AS used LEFT JOIN users ON users.id = used.user_id
    WHERE requests > 0 OR cost > 0 ORDER BY cost DESC, used.user_id`);
  return [...rows];
}
