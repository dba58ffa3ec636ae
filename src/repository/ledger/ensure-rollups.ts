import "server-only";
import { type SQL, sql } from "drizzle-orm";
import type { Database } from "@/infra/postgres/client";
import type { Db } from "@/repository/db";
import { repairDaily } from "./repair-daily";
import { repairProviderHourly } from "./repair-provider-hourly";

/** Replicas that start at once take turns: each would add what is missing. */
const ROLLUP_LOCK = 7_203_943;

/**
 * Makes those sums that are derived from the hourly ones and are not there at all: of a hub whose `TZ` was changed, or
 * that was an older version until now.
 */
export async function ensureRollups(db: Database, timeZone: string, now: number): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.execute(sql`SELECT pg_advisory_xact_lock(${ROLLUP_LOCK})`);
    for (const scope of ["user", "provider_model"]) {
      if (await isEmpty(tx, sql`usage_daily WHERE zone = ${timeZone} AND scope = ${scope}`)) {
        await repairDaily(tx, timeZone, now);
      }
    }
    if (await isEmpty(tx, sql`provider_hourly`)) await repairProviderHourly(tx, now);
  });
}

async function isEmpty(db: Db, rows: SQL): Promise<boolean> {
  return (await db.execute(sql`SELECT 1 FROM ${rows} LIMIT 1`)).length === 0;
}
