import "server-only";
import {
  type ResetPolicy,
  SPEND_WINDOW_KINDS,
  type SpendWindow,
  type SpendWindowKind,
  spendWindows,
} from "@/domain/quota/spend-windows";
import type { SumWindow } from "@/infra/counters/port";
import type { QuotaSubject, SubjectName } from "./subjects";

/** A subject's windows at some time, and where the counters keep each. */
export interface SubjectWindows {
  readonly byKind: Readonly<Record<SpendWindowKind, SpendWindow>>;
  readonly sums: Readonly<Record<SpendWindowKind, SumWindow>>;
  /** All of them: what is spent counts in each, limited or not, so that a limit set later finds its sum. */
  readonly all: readonly SumWindow[];
}

interface Entry {
  readonly windows: SubjectWindows;
  readonly from: number;
  readonly until: number;
}

/**
 * The spend windows of users, keys and providers. Working out where a day begins in a time zone costs more than a
 * whole admission, and the answer holds until the next reset, so it is kept with the subject: as long as the
 * snapshot holds the subject, and no longer.
 */
export class WindowClock {
  private readonly known = new WeakMap<QuotaSubject, Entry>();

  constructor(private readonly timeZone: string) {}

  /** @param subject an object of the snapshot; another object for the same subject is looked at anew */
  windowsAt(name: SubjectName, subject: QuotaSubject, at: number): SubjectWindows {
    const entry = this.known.get(subject);
    if (entry && at >= entry.from && at < entry.until) return entry.windows;
    const byKind = spendWindows(policyOf(subject), at, this.timeZone);
    const fixed = Object.values(byKind).filter((window) => window.resetsAt !== null);
    const windows = { byKind, ...sumWindows(name, byKind) };
    this.known.set(subject, {
      windows,
      from: Math.max(...fixed.map((window) => window.startsAt)),
      until: Math.min(...fixed.map((window) => window.resetsAt ?? Number.POSITIVE_INFINITY)),
    });
    return windows;
  }
}

function policyOf({ limits, totalSince }: QuotaSubject): ResetPolicy {
  const { dailyResetMode, dailyResetTime } = limits;
  return { dailyResetMode, dailyResetTime, totalSince: totalSince?.getTime() ?? null };
}

function sumWindows(name: SubjectName, byKind: SubjectWindows["byKind"]) {
  const entries = SPEND_WINDOW_KINDS.map((kind) => [kind, sumWindow(name, byKind[kind])] as const);
  return {
    sums: Object.fromEntries(entries) as Record<SpendWindowKind, SumWindow>,
    all: entries.map(([, window]) => window),
  };
}

function sumWindow(subject: SubjectName, window: SpendWindow): SumWindow {
  const key = `${subject}:${window.name}`;
  return window.rolling
    ? { kind: "rolling", key, ...window.rolling }
    : { kind: "fixed", key, expiresAt: window.resetsAt };
}
