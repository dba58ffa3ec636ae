import { addDays, localDate } from "@/lib/local-date";
import { monthWindow, weekWindow } from "@/lib/time-window";

/** Days ("YYYY-MM-DD") on the clocks of the hub's time zone, both included. */
export interface DayRange {
  readonly first: string;
  readonly last: string;
}

export const CHART_RANGES = ["today", "7days", "30days", "thisMonth"] as const;
export type ChartRange = (typeof CHART_RANGES)[number];

/** The days a chart shows; the last is today. */
export function chartDays(range: ChartRange, now: number, timeZone: string): DayRange {
  const last = localDate(now, timeZone);
  switch (range) {
    case "today":
      return { first: last, last };
    case "7days":
      return { first: addDays(last, -6), last };
    case "30days":
      return { first: addDays(last, -29), last };
    case "thisMonth":
      return { first: localDate(monthWindow(now, timeZone).startsAt, timeZone), last };
  }
}

export const LEADERBOARD_PERIODS = ["daily", "weekly", "monthly", "allTime", "custom"] as const;
export type LeaderboardPeriod = (typeof LEADERBOARD_PERIODS)[number];

/** The days of a leaderboard with a name: today, this week from Monday, this month, or since ever (null). */
export function periodDays(
  period: Exclude<LeaderboardPeriod, "custom">,
  now: number,
  timeZone: string,
): DayRange | null {
  const last = localDate(now, timeZone);
  switch (period) {
    case "daily":
      return { first: last, last };
    case "weekly":
      return { first: localDate(weekWindow(now, timeZone).startsAt, timeZone), last };
    case "monthly":
      return chartDays("thisMonth", now, timeZone);
    case "allTime":
      return null;
  }
}
