import "server-only";
import { sql } from "drizzle-orm";
import type { Db } from "@/repository/db";
import { each, LEDGER_SUMS, LEDGER_TERMS } from "./rollup-columns";

const KEY = sql.raw("hour, user_id, key_id, provider_id, model");

const eachSum = (item: (name: string) => string) => sql.raw(each(LEDGER_SUMS, item));

export interface RollupDrift {
  /** Rows of the roll-up that said something else than the ledger. */
  readonly rows: number;
  /** USD, as text: how much they were off, each counted as a positive number. */
  readonly usd: string;
}

/**
 * Makes the roll-up say what the ledger says of the hours from `from` to before `until` (epoch ms, whole hours).
 *
 * It is one statement, so it sees ledger and roll-up at one moment, in which both have the same batches; and it adds the
 * difference instead of setting the sum, so that a batch written meanwhile is not lost.
 */
export async function repairRollup(db: Db, from: number, until: number): Promise<RollupDrift> {
  const start = new Date(from).toISOString();
  const end = new Date(until).toISOString();
  const [drift] = await db.execute<{ rows: number; usd: string }>(sql`
    WITH differences AS (
      SELECT ${KEY}, ${eachSum((name) => `sum(${name}) AS ${name}`)} FROM (
        SELECT date_trunc('hour', occurred_at) AS hour, user_id, key_id, provider_id, model,
          ${sql.raw(LEDGER_TERMS)}
        FROM usage_ledger WHERE occurred_at >= ${start} AND occurred_at < ${end}
        UNION ALL
        SELECT ${KEY}, ${eachSum((name) => `-${name}`)}
        FROM usage_hourly WHERE hour >= ${start} AND hour < ${end}
      ) AS both_sides
      GROUP BY ${KEY}
      HAVING ${sql.raw(LEDGER_SUMS.map((name) => `sum(${name}) <> 0`).join(" OR "))}
    ), repaired AS (
      INSERT INTO usage_hourly AS kept (${KEY}, ${eachSum((name) => name)})
      SELECT ${KEY}, ${eachSum((name) => name)} FROM differences ORDER BY ${KEY}
      ON CONFLICT (${KEY}) DO UPDATE SET ${eachSum((name) => `${name} = kept.${name} + excluded.${name}`)}
    )
    SELECT count(*)::int AS rows, coalesce(sum(abs(cost_usd)), 0)::text AS usd FROM differences`);
  if (!drift) throw new Error("an aggregate returned no row");
  return drift;
}

/** Epoch ms of the first hour that the ledger or the roll-up knows of; null while both are empty. */
export async function firstLedgerHour(db: Db): Promise<number | null> {
  const [row] = await db.execute<{ at: number | null }>(sql`
    SELECT (extract(epoch FROM date_trunc('hour', least(
      (SELECT min(occurred_at) FROM usage_ledger), (SELECT min(hour) FROM usage_hourly)))) * 1000)::float8 AS at`);
  return row?.at ?? null;
}
