import type { DatabasePool } from "@/infra/postgres/client";
import { ensurePartitions } from "@/infra/postgres/partitions";
import { DAY_MS } from "@/lib/duration";
import { repairDaily } from "@/repository/ledger/repair-daily";
import { repairProviderHourly } from "@/repository/ledger/repair-provider-hourly";
import { fillHourly, fillLedger, fillRequests } from "./fill-tables";
import { createPeople, type People } from "./people";
import { withoutIndexes } from "./without-indexes";

export interface GenerateOptions {
  readonly rows: number;
  readonly days: number;
  readonly seed: number;
  /** Epoch ms of the last request. */
  readonly until: number;
  readonly timeZone: string;
  readonly say: (text: string) => void;
}

/**
 * Fills a database of the hub's schema with usage: requests, their charges and the roll-ups of both. The same seed makes
 * the same usage. Give it a pool with one connection and no statement timeout, as a superuser: what is drawn at random
 * comes from the connection, and the charges' references are not checked one by one.
 */
export async function generateUsage(
  { sql, db }: DatabasePool,
  { rows, days, seed, until, timeZone, say }: GenerateOptions,
): Promise<People> {
  const span = { from: new Date(until - days * DAY_MS), to: new Date(until), rows };
  await ensurePartitions(sql, span.from.getTime(), Math.ceil(days / 7) + 2);
  await sql`SELECT setseed(${1 / (seed + 1)})`;
  const people = await createPeople(sql);
  await sql`SET session_replication_role = replica`;
  await withoutIndexes(sql, async () => {
    for (const [name, fill] of [
      ["requests", () => fillRequests(sql, people, span)],
      ["usage_ledger", () => fillLedger(sql, people, span)],
      ["usage_hourly", () => fillHourly(sql, span)],
    ] as const) {
      const startedAt = Date.now();
      await fill();
      say(`${name}: ${((Date.now() - startedAt) / 1_000).toFixed(0)} s`);
    }
  });
  await sql`SET session_replication_role = DEFAULT`;
  await repairDaily(db, timeZone, until);
  await repairProviderHourly(db, until);
  await sql.unsafe("VACUUM ANALYZE requests, usage_ledger, usage_hourly, usage_daily, provider_hourly");
  return people;
}
