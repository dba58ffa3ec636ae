import "server-only";
import {
  type ResetPolicy,
  type SpendWindow,
  type SpendWindowKind,
  spendWindows,
} from "@/domain/quota/spend-windows";

/** Distinct reset policies worth remembering; far more than any hub has. */
const MAX_POLICIES = 10_000;

type Windows = Readonly<Record<SpendWindowKind, SpendWindow>>;

/**
 * The current spend windows of a reset policy. Working out where a day begins in a time zone costs more than a whole
 * admission, and the answer holds until the next reset, so it is kept until then.
 */
export class WindowClock {
  private readonly known = new Map<
    string,
    { readonly windows: Windows; readonly from: number; readonly until: number }
  >();

  constructor(private readonly timeZone: string) {}

  windowsAt(policy: ResetPolicy, at: number): Windows {
    const key = `${policy.dailyResetMode}|${policy.dailyResetTime}|${policy.totalSince ?? ""}`;
    const entry = this.known.get(key);
    if (entry && at >= entry.from && at < entry.until) return entry.windows;
    const windows = spendWindows(policy, at, this.timeZone);
    const fixed = Object.values(windows).filter((window) => window.resetsAt !== null);
    if (this.known.size >= MAX_POLICIES) this.known.clear();
    this.known.set(key, {
      windows,
      from: Math.max(...fixed.map((window) => window.startsAt)),
      until: Math.min(...fixed.map((window) => window.resetsAt ?? Number.POSITIVE_INFINITY)),
    });
    return windows;
  }
}
