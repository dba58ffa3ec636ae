import "server-only";
import { SPEND_WINDOW_KINDS, type SpendWindow } from "@/domain/quota/spend-windows";
import type { PrimeEntry, SumWindow } from "@/infra/counters/port";
import { Decimal, toNanoUsd } from "@/lib/decimal";
import type { Db } from "@/repository/db";
import { type SpendAt, type SpendScope, sumSpend, sumSpendByBucket } from "@/repository/ledger/sum-spend";
import type { Snapshot } from "@/services/snapshot/snapshot";
import type { QuotaSubject } from "./subjects";
import type { WindowClock } from "./window-clock";

interface SumsContext {
  readonly db: Db;
  readonly clock: WindowClock;
  readonly snapshot: Snapshot;
}

/**
 * What every user, key and provider has spent in each of its windows, as the ledger knows it: what counters should
 * hold after a restart, after an outage, or when Redis came back empty.
 *
 * @param now epoch ms
 */
export async function loadSums(context: SumsContext, now: number): Promise<PrimeEntry[]> {
  const { callers, providers } = context.snapshot;
  const scopes: [SpendScope, readonly Subject[]][] = [
    ["user", callers.users],
    ["key", callers.keys],
    ["provider", providers.all],
  ];
  const entries: PrimeEntry[] = [];
  for (const [scope, subjects] of scopes) entries.push(...(await entriesOf(scope, subjects, context, now)));
  return entries;
}

type Subject = QuotaSubject & { readonly id: number };

async function entriesOf(
  scope: SpendScope,
  subjects: readonly Subject[],
  { db, clock }: SumsContext,
  now: number,
): Promise<PrimeEntry[]> {
  const groups = groupByWindow(scope, subjects, clock, now);
  const entries: PrimeEntry[] = [];
  for (const { window, members } of groups.values()) {
    const spent = await spendIn(db, scope, window, now);
    for (const { id, sum } of members) {
      const amounts = (spent.get(id) ?? []).map(({ at, usd }) => ({
        at,
        amount: toNanoUsd(new Decimal(usd)),
      }));
      if (amounts.length > 0) entries.push({ window: sum, amounts });
    }
  }
  return entries;
}

interface WindowGroup {
  readonly window: SpendWindow;
  readonly members: { readonly id: number; readonly sum: SumWindow }[];
}

/** Subjects by the windows they share: most share all, so a few queries serve everybody. */
function groupByWindow(scope: SpendScope, subjects: readonly Subject[], clock: WindowClock, now: number) {
  const groups = new Map<string, WindowGroup>();
  for (const subject of subjects) {
    const { byKind, sums } = clock.windowsAt(`${scope}:${subject.id}`, subject, now);
    for (const kind of SPEND_WINDOW_KINDS) {
      const window = byKind[kind];
      const group = groups.get(window.name) ?? { window, members: [] };
      group.members.push({ id: subject.id, sum: sums[kind] });
      groups.set(window.name, group);
    }
  }
  return groups;
}

async function spendIn(
  db: Db,
  scope: SpendScope,
  window: SpendWindow,
  now: number,
): Promise<Map<number, SpendAt[]>> {
  const byId = new Map<number, SpendAt[]>();
  const { rolling } = window;
  const rows = rolling
    ? await sumSpendByBucket(db, scope, now - rolling.spanMs - rolling.bucketMs, rolling.bucketMs)
    : (await sumSpend(db, scope, window.startsAt)).map((spend) => ({ ...spend, at: now }));
  for (const row of rows) byId.set(row.id, [...(byId.get(row.id) ?? []), row]);
  return byId;
}
