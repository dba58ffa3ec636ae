import { Decimal } from "@/lib/decimal";
import { HOUR_MS, SECOND_MS } from "@/lib/duration";
import { repairDaily } from "@/repository/ledger/repair-daily";
import { repairProviderHourly } from "@/repository/ledger/repair-provider-hourly";
import { repairCounters } from "@/services/drift/repair-counters";
import { repairLedgerDrift } from "@/services/drift/repair-ledger-drift";
import type { Job } from "./job";

/** Twenty times what a replica's writer waits before it writes a batch. */
const SETTLE_MS = 5 * SECOND_MS;

/**
 * Compares what is derived from the ledger with it: the roll-ups, then the counters, which are compared with ledger and
 * roll-up. Repairs both, and tells by how many USD they were off: 0 is expected, anything else is a bug to look for.
 */
export const repairDrift: Job = {
  name: "repair-drift",
  everyMs: 6 * HOUR_MS,
  run: async ({ database: { db }, env, logger, clock, ...parts }) => {
    const rollup = await repairLedgerDrift(db, clock.now());
    const dailyRows = await repairDaily(db, env.TZ, clock.now());
    const providerRows = await repairProviderHourly(db, clock.now());
    const counters = await repairCounters({ ...parts, db, clock, timeZone: env.TZ, settleMs: SETTLE_MS });
    const driftUsd = new Decimal(rollup.usd).plus(counters?.usd ?? 0).toFixed();
    const detail = { ledger_drift_usd: driftUsd, rollup, dailyRows, providerRows, counters };
    const isRight = rollup.rows + dailyRows + providerRows + (counters?.windows ?? 0) === 0;
    logger[isRight ? "info" : "error"](detail, "ledger, roll-up and counters were compared");
    return detail;
  },
};
