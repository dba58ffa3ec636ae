import "server-only";
import { sql } from "drizzle-orm";
import type { DayRange } from "@/domain/statistics/day-range";
import type { Db } from "@/repository/db";
import { inDays, RANK_SUMS } from "./in-days";
import { type RankSums, type RawRank, rankSums } from "./rank-codec";

export interface UserRank extends RankSums {
  readonly userId: number;
  readonly userName: string;
}

/** Users by what they spent, the dearest first; deleted ones are left out. @param days null = since ever */
export async function rankUsers(db: Db, timeZone: string, days: DayRange | null): Promise<UserRank[]> {
  const rows = await db.execute<RawRank>(sql`
    SELECT subject_id AS id, name, ${RANK_SUMS}
    FROM usage_daily JOIN users ON users.id = subject_id AND deleted_at IS NULL
    WHERE ${inDays(timeZone, "user", days)}
    GROUP BY subject_id, name HAVING sum(requests) > 0
    ORDER BY sum(cost_usd) DESC, subject_id`);
  return rows.map((row) => ({ userId: row.id, userName: row.name, ...rankSums(row) }));
}
