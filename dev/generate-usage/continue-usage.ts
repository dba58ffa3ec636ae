import type { DatabasePool } from "@/infra/postgres/client";
import { ensurePartitions } from "@/infra/postgres/partitions";
import { DAY_MS, HOUR_MS } from "@/lib/duration";
import { repairDaily } from "@/repository/ledger/repair-daily";
import { repairProviderHourly } from "@/repository/ledger/repair-provider-hourly";
import { fillHourly, fillLedger, fillRequests } from "./fill-tables";
import { findPeople } from "./people";

interface ContinueOptions {
  /** Epoch ms of the last request. */
  readonly until: number;
  readonly timeZone: string;
  readonly say: (text: string) => void;
}

/**
 * Goes on where generated usage ends, at the same pace, so that a database filled earlier has a today. It begins with the
 * next whole hour: what there is stays as it is.
 */
export async function continueUsage({ sql, db }: DatabasePool, options: ContinueOptions): Promise<void> {
  const [kept] = await sql<{ first: number; last: number; rows: number }[]>`
    SELECT (extract(epoch FROM min(created_at)) * 1000)::float8 AS first,
      (extract(epoch FROM max(created_at)) * 1000)::float8 AS last,
      (SELECT sum(requests + refusals)::float8 FROM usage_daily WHERE zone = ${options.timeZone} AND scope = 'user') AS rows
    FROM requests`;
  if (!kept) throw new Error("there is no usage to continue");
  const from = Math.ceil(kept.last / HOUR_MS) * HOUR_MS;
  const rows = Math.floor((kept.rows * (options.until - from)) / (kept.last - kept.first));
  if (rows <= 0) return;
  options.say(`${rows} requests since ${new Date(from).toISOString()}`);
  await ensurePartitions(sql, from, Math.ceil((options.until - from) / (7 * DAY_MS)) + 1);
  const people = await findPeople(sql);
  const span = { from: new Date(from), to: new Date(options.until), rows };
  await sql`SET session_replication_role = replica`;
  await fillRequests(sql, people, span);
  await fillLedger(sql, people, span);
  await fillHourly(sql, span);
  await sql`SET session_replication_role = DEFAULT`;
  await repairDaily(db, options.timeZone, options.until);
  await repairProviderHourly(db, options.until);
  await sql.unsafe("VACUUM ANALYZE requests, usage_ledger, usage_hourly, usage_daily, provider_hourly");
}
