import "server-only";
import { Decimal, type DecimalString } from "@/lib/decimal";
import { DAY_MS, HOUR_MS } from "@/lib/duration";
import type { Db } from "@/repository/db";
import { firstLedgerHour, repairRollup } from "@/repository/ledger/repair-rollup";

/** The ledger is compared piece by piece: a statement over years of it would hold back what the dashboard asks. */
const SPAN_MS = 7 * DAY_MS;

/** Rows of the roll-up that were off, and by how many USD in sum; `rows` counts those that only missed tokens too. */
export interface RollupRepair {
  readonly rows: number;
  readonly usd: DecimalString;
}

/** Compares the whole roll-up with the ledger and makes it right. Both figures are 0 where nothing is broken. */
export async function repairLedgerDrift(db: Db, now: number): Promise<RollupRepair> {
  const first = await firstLedgerHour(db);
  let rows = 0;
  let usd = new Decimal(0);
  if (first === null) return { rows, usd: usd.toFixed() };
  // A clock that runs ahead in another replica may have written a little of the future.
  for (let from = first; from < now + HOUR_MS; from += SPAN_MS) {
    const drift = await repairRollup(db, from, from + SPAN_MS);
    rows += drift.rows;
    usd = usd.plus(drift.usd);
  }
  return { rows, usd: usd.toFixed() };
}
