import { DAY_MS, HOUR_MS, MINUTE_MS } from "@/lib/duration";
import { dayWindow, monthWindow, weekWindow } from "@/lib/time-window";
import type { SpendLimits } from "./spend-limits";

export const SPEND_WINDOW_KINDS = ["5h", "daily", "weekly", "monthly", "total"] as const;
export type SpendWindowKind = (typeof SPEND_WINDOW_KINDS)[number];

/** The part of the limits that decides where windows begin. */
export type ResetPolicy = Pick<SpendLimits, "dailyResetMode" | "dailyResetTime"> & {
  /** Epoch ms from which "total" counts; null = for ever. An admin's reset moves it, history stays. */
  readonly totalSince: number | null;
};

/**
 * One span of time over which spend is summed. A reset is a change of `name`, never a deletion: the old sum stays
 * under the old name until it expires.
 */
export interface SpendWindow {
  readonly kind: SpendWindowKind;
  readonly name: string;
  /** Epoch ms; what the sum counts from. 0 = for ever. */
  readonly startsAt: number;
  /** Epoch ms of the next reset; null where there is none (rolling windows slide, totals stay). */
  readonly resetsAt: number | null;
  readonly rolling: { readonly spanMs: number; readonly bucketMs: number } | null;
}

/** How often a rolling window slides: the bucket of every rolling window is a multiple of it. */
export const ROLLING_BUCKET_MS = 5 * MINUTE_MS;
const FIVE_HOURS = { spanMs: 5 * HOUR_MS, bucketMs: ROLLING_BUCKET_MS } as const;
const ONE_DAY = { spanMs: DAY_MS, bucketMs: 3 * ROLLING_BUCKET_MS } as const;

/** The window of each kind that contains `now` in `timeZone`. */
export function spendWindows(
  policy: ResetPolicy,
  now: number,
  timeZone: string,
): Readonly<Record<SpendWindowKind, SpendWindow>> {
  const since = policy.totalSince ?? 0;
  return {
    "5h": rolling("5h", FIVE_HOURS, now),
    daily:
      policy.dailyResetMode === "rolling"
        ? rolling("daily", ONE_DAY, now)
        : fixed("daily", dayWindow(now, policy.dailyResetTime, timeZone)),
    weekly: fixed("weekly", weekWindow(now, timeZone)),
    monthly: fixed("monthly", monthWindow(now, timeZone)),
    total: { kind: "total", name: `total@${since}`, startsAt: since, resetsAt: null, rolling: null },
  };
}

function rolling(
  kind: SpendWindowKind,
  shape: { readonly spanMs: number; readonly bucketMs: number },
  now: number,
): SpendWindow {
  return { kind, name: `${kind}~`, startsAt: now - shape.spanMs, resetsAt: null, rolling: shape };
}

function fixed(kind: SpendWindowKind, window: { startsAt: number; endsAt: number }): SpendWindow {
  const { startsAt, endsAt } = window;
  return { kind, name: `${kind}@${startsAt}`, startsAt, resetsAt: endsAt, rolling: null };
}
