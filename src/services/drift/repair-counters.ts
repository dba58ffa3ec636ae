import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import { ROLLING_BUCKET_MS } from "@/domain/quota/spend-windows";
import type { Clock } from "@/infra/clock";
import { type Counters, oldestBucket, type SumWindow } from "@/infra/counters/port";
import { type DecimalString, fromNanoUsd } from "@/lib/decimal";
import type { Db } from "@/repository/db";
import type { Ledger } from "@/services/ledger/ledger";
import { WindowClock } from "@/services/quota/window-clock";
import type { SnapshotStore } from "@/services/snapshot/store";
import { ledgerSums, type TrackedWindow, trackedWindows } from "./ledger-sums";

/** Windows read by one call to the counters. */
const CHUNK = 500;

/** Counters round every charge to nano-USD, sums in the ledger are rounded once: so far apart is still the same. */
const ROUNDING_NANO_USD = 1_000;
const ROUNDING_RATIO = 1e-6;

interface Parts {
  readonly db: Db;
  readonly counters: Counters;
  readonly ledger: Pick<Ledger, "flush" | "health">;
  readonly snapshot: SnapshotStore;
  readonly clock: Clock;
  readonly timeZone: string;
  /** How long a charge may take from the counters into the ledger, in ms, in any replica. */
  readonly settleMs: number;
}

/** Windows that were off and have been corrected, and by how many USD in sum. A charge counts in many windows. */
export interface CounterRepair {
  readonly windows: number;
  readonly usd: DecimalString;
}

/**
 * Compares the counters with the ledger and adds what they lack, or takes away what they have too much. null when it
 * cannot be told: the counters do not answer, or charges wait to be written.
 *
 * Requests go on meanwhile. A charge is in the counters at once and in the ledger within `settleMs`, so the ledger must
 * lie between what the counters held so long before and what they hold after; only what lies outside is wrong. What is
 * wrong is corrected by adding, so that a charge of just then is kept.
 */
export async function repairCounters(parts: Parts): Promise<CounterRepair | null> {
  const { db, counters, ledger, snapshot, clock, timeZone, settleMs } = parts;
  await passBucketEnd(clock, settleMs);
  const now = clock.now();
  const tracked = trackedWindows(snapshot.current, new WindowClock(timeZone), now);
  const before = await readAll(counters, tracked, now);
  await sleep(settleMs);
  await ledger.flush();
  const { databaseProblem, poisonedRecords } = ledger.health();
  if (databaseProblem !== null || poisonedRecords > 0) return null;
  const expected = await ledgerSums(db, tracked, now);
  const after = await readAll(counters, tracked, now);
  // In-process stand-ins know one process's part of the truth.
  if (!counters.health().ok) return null;
  let windows = 0;
  let nanoUsd = 0;
  for (const [index, { sum }] of tracked.entries()) {
    if (hasMoved(sum, now, clock.now())) continue;
    const off = deviation(expected[index] ?? 0, before[index] ?? 0, after[index] ?? 0);
    if (off === 0) continue;
    await correct(counters, sum, off, now);
    windows++;
    nanoUsd += Math.abs(off);
  }
  return { windows, usd: fromNanoUsd(nanoUsd).toFixed() };
}

/** Waits for the end of a bucket that would come while windows are compared: those that slide could not be told. */
async function passBucketEnd(clock: Clock, settleMs: number): Promise<void> {
  const untilEnd = ROLLING_BUCKET_MS - (clock.now() % ROLLING_BUCKET_MS);
  // One ms more, for timers fire up to one early.
  if (untilEnd <= 2 * settleMs) await sleep(untilEnd + 1);
}

async function readAll(counters: Counters, tracked: readonly TrackedWindow[], now: number) {
  const sums: number[] = [];
  for (let at = 0; at < tracked.length; at += CHUNK) {
    const chunk = tracked.slice(at, at + CHUNK).map(({ sum }) => sum);
    sums.push(...(await counters.read(chunk, now)));
  }
  return sums;
}

/** Whether a window began anew, or lost its oldest bucket, since `then`: what was read cannot be compared. */
function hasMoved(window: SumWindow, then: number, now: number): boolean {
  if (window.kind === "fixed") return window.expiresAt !== null && now >= window.expiresAt;
  return (
    oldestBucket(now, window.spanMs, window.bucketMs) !== oldestBucket(then, window.spanMs, window.bucketMs)
  );
}

/** By how much the counters lie below (+) or above (−) the ledger, in nano-USD; 0 for what charges under way explain. */
function deviation(expected: number, before: number, after: number): number {
  const off = expected < before ? expected - before : Math.max(0, expected - after);
  return Math.abs(off) <= ROUNDING_NANO_USD + expected * ROUNDING_RATIO ? 0 : off;
}

/**
 * Where in a rolling window a difference belongs is not known. It is filed where an error is on the side of the limit:
 * what lacks is as of now and stays longest, what is too much leaves with the oldest bucket.
 */
async function correct(counters: Counters, window: SumWindow, amount: number, now: number): Promise<void> {
  const oldest =
    window.kind === "rolling" && amount < 0
      ? oldestBucket(now, window.spanMs, window.bucketMs) * window.bucketMs
      : now;
  await counters.settle({
    id: "drift",
    now,
    spentAt: oldest,
    holders: [],
    memberKeys: [],
    amounts: [{ windows: [window], amount }],
    affinity: null,
  });
}
