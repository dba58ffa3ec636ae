import "server-only";
import { SPEND_WINDOW_KINDS, type SpendWindow } from "@/domain/quota/spend-windows";
import { oldestBucket, type SumWindow } from "@/infra/counters/port";
import { Decimal, toNanoUsd } from "@/lib/decimal";
import type { Db } from "@/repository/db";
import { type SpendScope, sumSpend, sumSpendByBucket } from "@/repository/ledger/sum-spend";
import type { QuotaSubject } from "@/services/quota/subjects";
import type { WindowClock } from "@/services/quota/window-clock";
import type { Snapshot } from "@/services/snapshot/snapshot";

/** A window of somebody's spend, and how to ask the ledger for what it should hold. */
export interface TrackedWindow {
  readonly scope: SpendScope;
  readonly id: number;
  readonly window: SpendWindow;
  readonly sum: SumWindow;
}

type Subject = QuotaSubject & { readonly id: number };

/** Every spend window there is at `now` (epoch ms). */
export function trackedWindows({ callers, providers }: Snapshot, clock: WindowClock, now: number) {
  const scopes: readonly [SpendScope, readonly Subject[]][] = [
    ["user", callers.users],
    ["key", callers.keys],
    ["provider", providers.all],
  ];
  return scopes.flatMap(([scope, subjects]) =>
    subjects.flatMap((subject): TrackedWindow[] => {
      const { byKind, sums } = clock.windowsAt(`${scope}:${subject.id}`, subject, now);
      return SPEND_WINDOW_KINDS.map((kind) => ({
        scope,
        id: subject.id,
        window: byKind[kind],
        sum: sums[kind],
      }));
    }),
  );
}

/** What each window should hold by ledger and roll-up, in nano-USD. Windows that many share are asked for once. */
export async function ledgerSums(db: Db, windows: readonly TrackedWindow[], now: number): Promise<number[]> {
  const known = new Map<string, Promise<ReadonlyMap<number, number>>>();
  const sums: number[] = [];
  for (const { scope, id, window } of windows) {
    const name = `${scope}:${window.name}`;
    const byId = known.get(name) ?? spendById(db, scope, window, now);
    known.set(name, byId);
    sums.push((await byId).get(id) ?? 0);
  }
  return sums;
}

async function spendById(
  db: Db,
  scope: SpendScope,
  { rolling, startsAt }: SpendWindow,
  now: number,
): Promise<ReadonlyMap<number, number>> {
  const rows = rolling
    ? await sumSpendByBucket(
        db,
        scope,
        oldestBucket(now, rolling.spanMs, rolling.bucketMs) * rolling.bucketMs,
        rolling.bucketMs,
      )
    : await sumSpend(db, scope, startsAt);
  const byId = new Map<number, number>();
  for (const { id, usd } of rows) byId.set(id, (byId.get(id) ?? 0) + toNanoUsd(new Decimal(usd)));
  return byId;
}
