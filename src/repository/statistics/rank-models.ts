import "server-only";
import { sql } from "drizzle-orm";
import type { DayRange } from "@/domain/statistics/day-range";
import type { Db } from "@/repository/db";
import { inDays, RANK_SUMS } from "./in-days";
import { type RankSums, type RawRank, rankSums } from "./rank-codec";

export interface ModelRank extends RankSums {
  readonly model: string;
  /** 0 to 1. */
  readonly successRate: number;
}

/** Billed models by how often they were asked, the favourite first. @param days null = since ever */
export async function rankModels(db: Db, timeZone: string, days: DayRange | null): Promise<ModelRank[]> {
  const rows = await db.execute<RawRank & { readonly success_rate: number }>(sql`
    SELECT 0 AS id, model AS name, ${RANK_SUMS}, (1 - sum(errors) / sum(requests))::float8 AS success_rate
    FROM usage_daily
    WHERE ${inDays(timeZone, "provider_model", days)} AND model <> ''
    GROUP BY model HAVING sum(requests) > 0
    ORDER BY sum(requests) DESC, model`);
  return rows.map((row) => ({ model: row.name, ...rankSums(row), successRate: row.success_rate }));
}
