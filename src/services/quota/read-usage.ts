import "server-only";
import { SPEND_WINDOW_KINDS, type SpendWindowKind } from "@/domain/quota/spend-windows";
import type { Counters } from "@/infra/counters/port";
import { fromNanoUsd } from "@/lib/decimal";
import { SPEND_LIMITS } from "./checks";
import { type LimitedSubject, type SubjectName, sessionsKey } from "./subjects";
import type { WindowClock } from "./window-clock";

export interface NamedSubject {
  readonly name: SubjectName;
  readonly subject: LimitedSubject;
}

/** Spend in one window; USD. */
export interface WindowUsage {
  readonly current: number;
  /** null = unlimited */
  readonly limit: number | null;
  /** When it starts anew; null where it slides or stays. */
  readonly resetsAt: Date | null;
}

export interface SubjectUsage {
  readonly windows: Readonly<Record<SpendWindowKind, WindowUsage>>;
  readonly sessions: { readonly current: number; readonly limit: number | null };
}

/** Reads what subjects have used from the counters that their limits are checked against. @param now epoch ms */
export async function readUsage(
  subjects: readonly NamedSubject[],
  {
    counters,
    clock,
    now,
  }: { readonly counters: Counters; readonly clock: WindowClock; readonly now: number },
): Promise<SubjectUsage[]> {
  const known = subjects.map(({ name, subject }) => clock.windowsAt(name, subject, now));
  const [sums, sessions] = await Promise.all([
    counters.read(
      known.flatMap(({ sums }) => SPEND_WINDOW_KINDS.map((kind) => sums[kind])),
      now,
    ),
    counters.countMembers(
      subjects.map(({ name }) => sessionsKey(name)),
      now,
    ),
  ]);
  return subjects.map(({ subject }, index) => {
    const ofSubject = sums.slice(index * SPEND_WINDOW_KINDS.length, (index + 1) * SPEND_WINDOW_KINDS.length);
    const entries = SPEND_WINDOW_KINDS.map((kind, at): [SpendWindowKind, WindowUsage] => {
      const limit = subject.limits[SPEND_LIMITS[kind].field];
      const resetsAt = known[index]?.byKind[kind].resetsAt ?? null;
      return [
        kind,
        {
          current: fromNanoUsd(ofSubject[at] ?? 0).toNumber(),
          limit: typeof limit === "number" ? limit : null,
          resetsAt: resetsAt === null ? null : new Date(resetsAt),
        },
      ];
    });
    return {
      windows: Object.fromEntries(entries) as SubjectUsage["windows"],
      sessions: { current: sessions[index] ?? 0, limit: subject.concurrentSessions },
    };
  });
}
