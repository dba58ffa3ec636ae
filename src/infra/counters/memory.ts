import { MAX_AFFINITIES } from "@/config/limits";
import { amountsBy, type Buckets, dropsBelow, total } from "./buckets";
import { MemoryAffinities } from "./memory-affinities";
import { Members, Reservations } from "./memory-held";
import type {
  Admission,
  AdmissionResult,
  Check,
  Counters,
  CountersHealth,
  FailedCheck,
  Held,
  PrimeEntry,
  Settlement,
  SumWindow,
} from "./port";
import { oldestBucket } from "./port";

/** How often entries nobody will ask for again are dropped. */
const SWEEP_INTERVAL_MS = 60_000;

interface FixedSum {
  amount: number;
  readonly expiresAt: number | null;
}

interface RollingSum {
  readonly buckets: Buckets;
  readonly spanMs: number;
  readonly bucketMs: number;
}

type Verdict =
  | { readonly ok: true }
  | { readonly ok: false; readonly current: number; readonly retryAt: number | null };

const HOLDS: Verdict = { ok: true };

/** The in-process implementation: what one hub without Redis uses, and every hub while Redis is away. */
export class MemoryCounters implements Counters {
  private readonly fixed = new Map<string, FixedSum>();
  private readonly rolling = new Map<string, RollingSum>();
  private readonly members = new Map<string, Members>();
  private readonly reservations = new Map<string, Reservations>();
  private readonly affinities = new MemoryAffinities(MAX_AFFINITIES);
  private sweptAt = 0;

  async admit(admission: Admission): Promise<AdmissionResult> {
    const { now } = admission;
    this.sweep(now);
    const failed = this.firstFailure(admission.checks, now);
    if (failed) return { admitted: false, ...failed };
    const affinity = admission.affinity && this.affinities.use(admission.affinity, now);
    const preferred = affinity?.choice ?? null;
    const choice = this.choose(admission, preferred);
    this.takeEffect(admission.id, admission.checks, admission.holders, admission);
    const taken = choice.alternative === null ? undefined : admission.alternatives[choice.alternative];
    if (taken) this.takeEffect(admission.id, taken.checks, taken.holders, admission);
    const { alternative, byAffinity, failedAlternatives } = choice;
    const sequence = affinity?.sequence ?? null;
    return { admitted: true, alternative, byAffinity, failedAlternatives, preferred, sequence };
  }

  async settle(settlement: Settlement): Promise<void> {
    const { id, now, spentAt, holders, memberKeys, amounts, affinity } = settlement;
    this.sweep(now);
    for (const holder of holders) this.reservations.get(holder)?.delete(id);
    for (const key of memberKeys) this.members.get(key)?.delete(id);
    for (const { windows, amount } of amounts) {
      for (const window of windows) this.add(window, spentAt, amount);
    }
    if (affinity) this.affinities.choose(affinity, now);
  }

  async forget(keys: readonly string[], now: number): Promise<number> {
    return keys.filter((key) => this.affinities.forget(key, now)).length;
  }

  async renew(running: readonly Held[], now: number, ttlMs: number): Promise<void> {
    const expiresAt = now + ttlMs;
    for (const { id, holders, memberKeys } of running) {
      for (const holder of holders) this.reservations.get(holder)?.extend(id, expiresAt);
      for (const key of memberKeys) this.members.get(key)?.extend(id, expiresAt);
    }
  }

  async read(windows: readonly SumWindow[], now: number): Promise<number[]> {
    return windows.map((window) => this.sumOf(window, now));
  }

  async countMembers(keys: readonly string[], now: number): Promise<number[]> {
    return keys.map((key) => this.members.get(key)?.count(now) ?? 0);
  }

  async prime(entries: readonly PrimeEntry[], now: number): Promise<void> {
    for (const { window, amounts } of entries) {
      if (window.kind === "fixed") this.raise(window, now, total(amountsBy(amounts, () => 0)));
      else {
        const { bucketMs } = window;
        const wanted = amountsBy(amounts, (at) => Math.floor(at / bucketMs));
        for (const [bucket, amount] of wanted) this.raise(window, bucket * bucketMs, amount);
      }
    }
  }

  health(): CountersHealth {
    return { ok: true, mode: "memory", detail: null };
  }

  async close(): Promise<void> {}

  private choose(admission: Admission, preferred: string | null) {
    const { alternatives, now } = admission;
    const failedAlternatives: (FailedCheck & { alternative: number })[] = [];
    const preferredIndex = alternatives.findIndex(({ id }) => id === preferred);
    const order = alternatives.map((_, index) => index).filter((index) => index !== preferredIndex);
    if (preferredIndex !== -1) order.unshift(preferredIndex);
    for (const alternative of order) {
      const failed = this.firstFailure(alternatives[alternative]?.checks ?? [], now);
      if (!failed) return { alternative, byAffinity: alternative === preferredIndex, failedAlternatives };
      failedAlternatives.push({ alternative, ...failed });
    }
    return { alternative: null, byAffinity: false, failedAlternatives };
  }

  private firstFailure(checks: readonly Check[], now: number): FailedCheck | null {
    for (const [index, check] of checks.entries()) {
      const verdict = this.judge(check, now);
      if (!verdict.ok) return { check: index, current: verdict.current, retryAt: verdict.retryAt };
    }
    return null;
  }

  private judge(check: Check, now: number): Verdict {
    switch (check.kind) {
      case "sum":
        return this.judgeSum(check, now);
      case "rate": {
        const buckets = this.liveBuckets(rollingOf(check), now);
        const current = total(buckets);
        if (current < check.limit) return HOLDS;
        return { ok: false, current, retryAt: dropsBelow(buckets, check.limit, check) };
      }
      case "members": {
        const members = this.members.get(check.key);
        const current = members?.count(now) ?? 0;
        if (current < check.limit || members?.has(check.member, now)) return HOLDS;
        return { ok: false, current, retryAt: null };
      }
    }
  }

  private judgeSum({ window, holder, limit }: Extract<Check, { kind: "sum" }>, now: number): Verdict {
    const spent = this.sumOf(window, now);
    if (spent < limit) {
      const reserved = this.reservations.get(holder)?.total(now) ?? 0;
      if (spent + reserved < limit) return HOLDS;
      return { ok: false, current: spent, retryAt: now };
    }
    if (window.kind === "fixed") return { ok: false, current: spent, retryAt: window.expiresAt };
    return { ok: false, current: spent, retryAt: dropsBelow(this.liveBuckets(window, now), limit, window) };
  }

  private takeEffect(
    id: string,
    checks: readonly Check[],
    holders: readonly string[],
    { now, amount, ttlMs }: Admission,
  ): void {
    for (const check of checks) {
      if (check.kind === "rate") this.add(rollingOf(check), now, 1);
      if (check.kind === "members") {
        getOrCreate(this.members, check.key, () => new Members()).set(id, check.member, now + ttlMs);
      }
    }
    for (const holder of holders) {
      getOrCreate(this.reservations, holder, () => new Reservations()).set(id, amount, now + ttlMs);
    }
  }

  private add(window: SumWindow, now: number, amount: number): void {
    if (window.kind === "fixed") {
      const entry = getOrCreate(this.fixed, window.key, () => ({ amount: 0, expiresAt: window.expiresAt }));
      entry.amount += amount;
      return;
    }
    const { spanMs, bucketMs } = window;
    const sum = getOrCreate(this.rolling, window.key, () => ({ buckets: new Map(), spanMs, bucketMs }));
    const bucket = Math.floor(now / bucketMs);
    sum.buckets.set(bucket, (sum.buckets.get(bucket) ?? 0) + amount);
  }

  private raise(window: SumWindow, at: number, amount: number): void {
    const current =
      window.kind === "fixed"
        ? this.fixed.get(window.key)?.amount
        : this.rolling.get(window.key)?.buckets.get(Math.floor(at / window.bucketMs));
    if (amount > (current ?? 0)) this.add(window, at, amount - (current ?? 0));
  }

  private sumOf(window: SumWindow, now: number): number {
    if (window.kind === "rolling") return total(this.liveBuckets(window, now));
    return this.fixed.get(window.key)?.amount ?? 0;
  }

  private liveBuckets(window: { key: string; spanMs: number; bucketMs: number }, now: number): Buckets {
    const buckets = this.rolling.get(window.key)?.buckets ?? new Map();
    const oldest = oldestBucket(now, window.spanMs, window.bucketMs);
    for (const bucket of buckets.keys()) if (bucket < oldest) buckets.delete(bucket);
    return buckets;
  }

  private sweep(now: number): void {
    if (now - this.sweptAt < SWEEP_INTERVAL_MS) return;
    this.sweptAt = now;
    for (const [key, sum] of this.fixed) {
      if (sum.expiresAt !== null && sum.expiresAt <= now) this.fixed.delete(key);
    }
    for (const [key, sum] of this.rolling) {
      if (this.liveBuckets({ key, ...sum }, now).size === 0) this.rolling.delete(key);
    }
    for (const [key, members] of this.members) if (members.count(now) === 0) this.members.delete(key);
    for (const [holder, held] of this.reservations) {
      if (held.total(now) === 0 && held.size === 0) this.reservations.delete(holder);
    }
    this.affinities.sweep(now);
  }
}

function rollingOf({ key, spanMs, bucketMs }: { key: string; spanMs: number; bucketMs: number }) {
  return { kind: "rolling", key, spanMs, bucketMs } as const;
}

function getOrCreate<Key, Value>(map: Map<Key, Value>, key: Key, create: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const created = create();
  map.set(key, created);
  return created;
}
