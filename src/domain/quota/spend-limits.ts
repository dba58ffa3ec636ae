import { z } from "zod";

/** Daily spend counts from a clock time ("fixed") or over the last 24 hours ("rolling"). */
export const DAILY_RESET_MODES = ["fixed", "rolling"] as const;
export type DailyResetMode = (typeof DAILY_RESET_MODES)[number];

/**
 * What a user, key or provider may spend, in USD. `null` means unlimited (0 is read as null); a key without a
 * limit of its own is bound by its user's, because both are checked.
 */
export interface SpendLimits {
  readonly limit5hUsd: number | null;
  readonly limitDailyUsd: number | null;
  readonly limitWeeklyUsd: number | null;
  readonly limitMonthlyUsd: number | null;
  readonly limitTotalUsd: number | null;
  readonly dailyResetMode: DailyResetMode;
  /** "HH:mm" in the hub's time zone; counts in fixed mode. */
  readonly dailyResetTime: string;
}

export const UNLIMITED: SpendLimits = {
  limit5hUsd: null,
  limitDailyUsd: null,
  limitWeeklyUsd: null,
  limitMonthlyUsd: null,
  limitTotalUsd: null,
  dailyResetMode: "fixed",
  dailyResetTime: "00:00",
};

/** A limit in USD from 0 to `max`; blank, 0 and null mean unlimited. Numbers may arrive as text. */
export const usdLimit = (max: number) =>
  z.preprocess(
    (value) => (value === "" ? null : value),
    z
      .union([z.null(), z.coerce.number().min(0).max(max)])
      // To the cent; the smallest limit stays one, for 0 would be none.
      .transform((usd) => (usd ? Math.max(1, Math.round(usd * 100)) / 100 : null)),
  );

export const dailyResetTime = z
  .string()
  .regex(/^([01]?\d|2[0-3]):[0-5]\d$/, "expected HH:mm")
  .transform((text) => text.padStart(5, "0"));

/** A count limit from 0 to `max`; blank, 0 and null mean unlimited. */
export const countLimit = (max: number) =>
  z.preprocess(
    (value) => (value === "" ? null : value),
    z.union([z.null(), z.coerce.number().int().min(0).max(max)]).transform((count) => count || null),
  );
