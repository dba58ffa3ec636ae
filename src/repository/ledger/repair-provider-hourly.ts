import "server-only";
import { sql } from "drizzle-orm";
import { DAY_MS, HOUR_MS } from "@/lib/duration";
import type { Db } from "@/repository/db";
import { firstLedgerHour } from "./repair-rollup";
import { addToProviderHourly, each, PROVIDER_SUMS, providerSums } from "./rollup-columns";

/** Compared piece by piece: a statement over years would hold back what the dashboard asks. */
const SPAN_MS = 7 * DAY_MS;

/**
 * Makes the hourly sums of providers say what those of `usage_hourly` say; returns how many rows did not. It adds
 * differences that one statement saw at one moment, so batches written meanwhile are not lost.
 */
export async function repairProviderHourly(db: Db, now: number): Promise<number> {
  const first = await firstLedgerHour(db);
  if (first === null) return 0;
  let rows = 0;
  // A clock that runs ahead in another replica may have written a little of the future.
  for (let from = first; from < now + HOUR_MS; from += SPAN_MS) rows += await repairSpan(db, from);
  return rows;
}

async function repairSpan(db: Db, from: number): Promise<number> {
  const hours = `hour >= '${new Date(from).toISOString()}' AND hour < '${new Date(from + SPAN_MS).toISOString()}'`;
  const [repaired] = await db.execute<{ rows: number }>(
    sql.raw(`
    WITH differences AS (
      SELECT hour, provider_id, ${each(PROVIDER_SUMS, (name) => `sum(${name}) AS ${name}`)} FROM (
        ${providerSums(`(SELECT * FROM usage_hourly WHERE ${hours}) AS hourly`)}
        UNION ALL
        SELECT hour, provider_id, ${each(PROVIDER_SUMS, (name) => `-${name}`)} FROM provider_hourly WHERE ${hours}
      ) AS both_sides
      GROUP BY hour, provider_id
      HAVING ${PROVIDER_SUMS.map((name) => `sum(${name}) <> 0`).join(" OR ")}
    ), repaired AS (${addToProviderHourly("SELECT * FROM differences")})
    SELECT count(*)::int AS rows FROM differences`),
  );
  return repaired?.rows ?? 0;
}
