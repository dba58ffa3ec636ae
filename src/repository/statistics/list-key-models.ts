import "server-only";
import { sql } from "drizzle-orm";
import type { DecimalString } from "@/lib/decimal";
import type { TimeWindow } from "@/lib/time-window";
import type { Db } from "@/repository/db";

/** What a key used of one model. */
export interface KeyModelUsage {
  readonly keyId: number;
  /** The billed one. */
  readonly model: string;
  readonly calls: number;
  readonly costUsd: DecimalString;
}

/** What these keys used in a window of whole hours, by model, the dearest first. */
export async function listKeyModels(
  db: Db,
  keyIds: readonly number[],
  { startsAt, endsAt }: TimeWindow,
): Promise<KeyModelUsage[]> {
  const rows = await db.execute<{ key_id: number; model: string; calls: number; usd: string }>(sql`
    SELECT key_id, model, sum(requests)::float8 AS calls, sum(cost_usd)::text AS usd
    FROM usage_hourly
    WHERE hour >= ${new Date(startsAt).toISOString()} AND hour < ${new Date(endsAt).toISOString()}
      AND key_id = ANY(${`{${keyIds.join(",")}}`}::int[])
    GROUP BY key_id, model HAVING sum(requests) > 0 OR sum(cost_usd) > 0
    ORDER BY sum(cost_usd) DESC, model`);
  return rows.map(({ key_id, model, calls, usd }) => ({ keyId: key_id, model, calls, costUsd: usd }));
}
