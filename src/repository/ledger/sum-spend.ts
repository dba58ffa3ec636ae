import "server-only";
import { sql } from "drizzle-orm";
import { HOUR_MS } from "@/lib/duration";
import type { Db } from "@/repository/db";

/** Whose spend: the ledger names a user, a key and a provider. */
export type SpendScope = "user" | "key" | "provider";

export interface Spend {
  readonly id: number;
  /** USD, as text. */
  readonly usd: string;
}

/**
 * What each user, key or provider spent since `from` (epoch ms): whole hours from the roll-up, the part of an hour
 * before them from the ledger.
 */
export async function sumSpend(db: Db, scope: SpendScope, from: number): Promise<Spend[]> {
  const start = new Date(from).toISOString();
  const firstWholeHour = new Date(Math.ceil(from / HOUR_MS) * HOUR_MS).toISOString();
  const id = sql.raw(`${scope}_id`);
  const rows = await db.execute<{ id: number; usd: string }>(sql`
    SELECT id, sum(cost_usd)::text AS usd FROM (
      SELECT ${id} AS id, cost_usd FROM usage_hourly WHERE hour >= ${firstWholeHour} AND cost_usd > 0
      UNION ALL
      SELECT ${id}, cost_usd FROM usage_ledger WHERE occurred_at >= ${start} AND occurred_at < ${firstWholeHour}
    ) AS spent
    WHERE cost_usd > 0 GROUP BY id`);
  return [...rows];
}

export interface SpendAt extends Spend {
  /** Epoch ms of the start of the bucket it was spent in. */
  readonly at: number;
}

/** What each user, key or provider spent since `from` (epoch ms), in buckets of `bucketMs`. */
export async function sumSpendByBucket(
  db: Db,
  scope: SpendScope,
  from: number,
  bucketMs: number,
): Promise<SpendAt[]> {
  const start = new Date(from).toISOString();
  const id = sql.raw(`${scope}_id`);
  const rows = await db.execute<{ id: number; at: number; usd: string }>(sql`
    SELECT ${id} AS id, (floor(extract(epoch FROM occurred_at) * 1000 / ${bucketMs}::int) * ${bucketMs}::int)::float8 AS at,
      sum(cost_usd)::text AS usd
    FROM usage_ledger WHERE occurred_at >= ${start} AND cost_usd > 0 GROUP BY 1, 2`);
  return [...rows];
}
