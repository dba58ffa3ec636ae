import "server-only";
import type { SpendLimits } from "@/domain/quota/spend-limits";
import { SPEND_WINDOW_KINDS, type SpendWindow } from "@/domain/quota/spend-windows";
import type { SumWindow } from "@/infra/counters/port";
import type { WindowClock } from "./window-clock";

/** Somebody whose spend is counted: the holder of limits. */
export interface QuotaSubject {
  readonly limits: SpendLimits;
  readonly totalSince: Date | null;
}

/** A subject's name in the counters, e.g. "user:3". */
export type SubjectName = `${"user" | "key" | "provider"}:${number}`;

/** Where the counters keep a spend window of a subject. */
export function sumWindow(subject: SubjectName, window: SpendWindow): SumWindow {
  const key = `${subject}:${window.name}`;
  return window.rolling
    ? { kind: "rolling", key, ...window.rolling }
    : { kind: "fixed", key, expiresAt: window.resetsAt };
}

export function windowsOf({ limits, totalSince }: QuotaSubject, at: number, clock: WindowClock) {
  const { dailyResetMode, dailyResetTime } = limits;
  return clock.windowsAt({ dailyResetMode, dailyResetTime, totalSince: totalSince?.getTime() ?? null }, at);
}

/** All windows a subject's spend at `at` counts in, limited or not: a limit set later finds its sum there. */
export function allSumWindows(
  name: SubjectName,
  subject: QuotaSubject,
  at: number,
  clock: WindowClock,
): SumWindow[] {
  const windows = windowsOf(subject, at, clock);
  return SPEND_WINDOW_KINDS.map((kind) => sumWindow(name, windows[kind]));
}
