import { MINUTE_MS } from "@/lib/duration";

/**
 * Counters that all requests of all replicas share: sums over time windows, rates, sets of live members,
 * reservations against the sums, and affinities (a key's preferred choice). They know nothing of users or money;
 * amounts are whole numbers.
 *
 * Every method is atomic. Two implementations, one contract suite: in-process and Redis.
 */
export interface Counters {
  /**
   * Checks every limit and, only if all hold, takes effect as a whole; a refused admission leaves no trace.
   *
   * @throws {CountersLostError} shared counters that hold nothing of what was spent before
   */
  admit(admission: Admission): Promise<AdmissionResult>;
  /** Replaces a reservation by what was really spent. */
  settle(settlement: Settlement): Promise<void>;
  /**
   * Keeps what running admissions hold, reservations and memberships, for `ttlMs` from `now` on. What is gone already
   * stays gone: it may have been settled meanwhile.
   */
  renew(running: readonly Held[], now: number, ttlMs: number): Promise<void>;
  /**
   * Drops the choices of these affinities; admissions that set out under one do not bring it back. Returns how many
   * there were.
   */
  forget(affinityKeys: readonly string[], now: number): Promise<number>;
  /** What each window holds now, reservations aside. */
  read(windows: readonly SumWindow[], now: number): Promise<number[]>;
  /** How many distinct members are at work under each key of a `members` check. */
  countMembers(keys: readonly string[], now: number): Promise<number[]>;
  /**
   * Raises each window to what it should at least hold, and lowers none: whoever spends meanwhile loses nothing, and
   * doing it twice is no harm. Shared counters admit nobody before they were primed with "all" there is.
   */
  prime(entries: readonly PrimeEntry[], now: number, coverage: PrimeCoverage): Promise<void>;
  /** What serves right now; a fallback says so in its `mode`. */
  health(): CountersHealth;
  close(): Promise<void>;
}

export interface CountersHealth {
  readonly ok: boolean;
  readonly mode: "memory" | "redis" | "fallback";
  readonly detail: string | null;
}

/** A named sum: one number until `expiresAt` (epoch ms, null = kept), or buckets that slide. */
export type SumWindow =
  | { readonly kind: "fixed"; readonly key: string; readonly expiresAt: number | null }
  | { readonly kind: "rolling"; readonly key: string; readonly spanMs: number; readonly bucketMs: number };

export type Check =
  /** `sum + reservations of holder` must leave room below `limit`. */
  | { readonly kind: "sum"; readonly window: SumWindow; readonly holder: string; readonly limit: number }
  /** At most `limit` admissions within `spanMs`. */
  | {
      readonly kind: "rate";
      readonly key: string;
      readonly spanMs: number;
      readonly bucketMs: number;
      readonly limit: number;
    }
  /** At most `limit` distinct members at work; one that is already in always passes. In until the settlement. */
  | { readonly kind: "members"; readonly key: string; readonly member: string; readonly limit: number };

/** One of several choices an admission may take, each with limits of its own. */
export interface Alternative {
  readonly id: string;
  readonly holders: readonly string[];
  readonly checks: readonly Check[];
}

export interface Admission {
  /** Names the reservation; settle gives it back. */
  readonly id: string;
  readonly now: number;
  /** What is reserved on each holder, and for how long at most; members of `members` checks stay as long. */
  readonly amount: number;
  readonly ttlMs: number;
  readonly holders: readonly string[];
  /** All must hold, in this order; the first that does not is reported. */
  readonly checks: readonly Check[];
  /** The first whose checks hold is taken; the affinity's choice goes before the order. */
  readonly alternatives: readonly Alternative[];
  /** Counts the use; only a settlement makes its choice hold longer. */
  readonly affinity: { readonly key: string; readonly ttlMs: number } | null;
}

export interface FailedCheck {
  /** Index into the list of checks. */
  readonly check: number;
  readonly current: number;
  /**
   * Epoch ms at which it may hold again: `now` where only reservations of others stand in the way, null when that is
   * not known from the counter alone.
   */
  readonly retryAt: number | null;
}

export type AdmissionResult =
  | {
      readonly admitted: true;
      /** Index of the alternative taken; null when none would do (or none was given). */
      readonly alternative: number | null;
      /** Whether the affinity chose it. */
      readonly byAffinity: boolean;
      /** What the affinity would have chosen; null when it had no choice. */
      readonly preferred: string | null;
      readonly failedAlternatives: readonly (FailedCheck & { readonly alternative: number })[];
      /** How many admissions this affinity has seen, this one included; null without affinity. */
      readonly sequence: number | null;
    }
  | ({ readonly admitted: false } & FailedCheck);

export interface Settlement {
  readonly id: string;
  readonly now: number;
  /** Epoch ms the amounts belong to: rolling windows file them there. */
  readonly spentAt: number;
  /** All holders the reservation stands on. */
  readonly holders: readonly string[];
  /** Keys of the `members` checks it was admitted by; others are no harm. */
  readonly memberKeys: readonly string[];
  /** What each group of windows grows by. */
  readonly amounts: readonly { readonly windows: readonly SumWindow[]; readonly amount: number }[];
  /**
   * Sets the affinity's choice for `ttlMs` from now, if it still is `expected` (null = none). A choice that ran out of
   * time during the admission still is what it was, unless somebody set another one.
   */
  readonly affinity: {
    readonly key: string;
    readonly ttlMs: number;
    readonly expected: string | null;
    readonly choice: string;
  } | null;
}

/** What one admission holds: its reservation on each holder, and its places among the members. */
export type Held = Pick<Settlement, "id" | "holders" | "memberKeys">;

/** Whether the entries are all sums there are. */
export type PrimeCoverage = "all" | "some";

export interface PrimeEntry {
  readonly window: SumWindow;
  /** For a fixed window one amount; for a rolling one an amount per time (epoch ms) it was spent at. */
  readonly amounts: readonly { readonly at: number; readonly amount: number }[];
}

/** How long an admission may take and still find the choice and the count it began with. */
const LONGEST_ADMISSION_MS = 15 * MINUTE_MS;

/** How long an affinity is remembered after its last use, in ms; its choice holds for `ttlMs` of it. */
export function affinityKeptMs(ttlMs: number): number {
  return ttlMs + LONGEST_ADMISSION_MS;
}

/** The oldest bucket a rolling window still counts. One more than the span covers, so that none is missed. */
export function oldestBucket(now: number, spanMs: number, bucketMs: number): number {
  return Math.floor(now / bucketMs) - Math.ceil(spanMs / bucketMs);
}

/** Epoch ms at which a bucket leaves its window. */
export function bucketLeavesAt(bucket: number, spanMs: number, bucketMs: number): number {
  return (bucket + Math.ceil(spanMs / bucketMs) + 1) * bucketMs;
}
