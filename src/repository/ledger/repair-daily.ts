import "server-only";
import { sql } from "drizzle-orm";
import { addDays, localDate } from "@/lib/local-date";
import { localDay } from "@/lib/local-day";
import type { Db } from "@/repository/db";
import { firstLedgerHour } from "./repair-rollup";
import { addToDaily, dailySums, each, ROLLUP_SUMS } from "./rollup-columns";

/** Compared piece by piece: a statement over years would hold back what the dashboard asks. */
const SPAN_DAYS = 7;

const DAILY_KEY = "zone, scope, day, subject_id, model";

/**
 * Makes the daily sums of a time zone say what the hourly ones say; returns how many rows did not. It adds differences
 * that one statement saw at one moment, so batches written meanwhile are not lost.
 */
export async function repairDaily(db: Db, timeZone: string, now: number): Promise<number> {
  const first = await firstLedgerHour(db);
  if (first === null) return 0;
  let rows = 0;
  // A clock that runs ahead in another replica may have written a little of the future.
  const last = addDays(localDate(now, timeZone), 1);
  for (let day = localDate(first, timeZone); day <= last; day = addDays(day, SPAN_DAYS)) {
    rows += await repairDays(db, timeZone, day, addDays(day, SPAN_DAYS - 1));
  }
  return rows;
}

async function repairDays(db: Db, timeZone: string, first: string, last: string): Promise<number> {
  const from = localDay(first, timeZone).start.toISOString();
  const to = localDay(last, timeZone).end.toISOString();
  const hourly = `(SELECT * FROM usage_hourly WHERE hour >= '${from}' AND hour < '${to}') AS hourly`;
  const [repaired] = await db.execute<{ rows: number }>(sql`
    WITH differences AS (
      SELECT ${sql.raw(DAILY_KEY)}, ${sql.raw(each(ROLLUP_SUMS, (name) => `sum(${name}) AS ${name}`))} FROM (
        ${sql.raw(dailySums(hourly, quoted(timeZone)))}
        UNION ALL
        SELECT ${sql.raw(DAILY_KEY)}, ${sql.raw(each(ROLLUP_SUMS, (name) => `-${name}`))}
        FROM usage_daily WHERE zone = ${timeZone} AND day BETWEEN ${first} AND ${last}
      ) AS both_sides
      GROUP BY ${sql.raw(DAILY_KEY)}
      HAVING ${sql.raw(ROLLUP_SUMS.map((name) => `sum(${name}) <> 0`).join(" OR "))}
    ), repaired AS (${sql.raw(addToDaily("SELECT * FROM differences"))})
    SELECT count(*)::int AS rows FROM differences`);
  return repaired?.rows ?? 0;
}

/** As an SQL literal. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
