import { TZDate } from "@date-fns/tz";

/** A span of time in epoch milliseconds; `endsAt` is exclusive and is the moment of the next reset. */
export interface TimeWindow {
  readonly startsAt: number;
  readonly endsAt: number;
}

/**
 * The day that contains `now` where days begin at `resetTime` ("HH:mm") on the clocks of `timeZone` (IANA name).
 * On days when clocks change it is 23 or 25 hours long; a reset time that a change skips moves to the hour after.
 */
export function dayWindow(now: number, resetTime: string, timeZone: string): TimeWindow {
  const [hour = 0, minute = 0] = resetTime.split(":").map(Number);
  const local = new TZDate(now, timeZone);
  const startOn = (dayOffset: number) =>
    new TZDate(
      local.getFullYear(),
      local.getMonth(),
      local.getDate() + dayOffset,
      hour,
      minute,
      timeZone,
    ).getTime();
  const today = startOn(0);
  return now >= today ? { startsAt: today, endsAt: startOn(1) } : { startsAt: startOn(-1), endsAt: today };
}

/** The week, Monday 00:00 to Monday 00:00, that contains `now` in `timeZone`. */
export function weekWindow(now: number, timeZone: string): TimeWindow {
  const local = new TZDate(now, timeZone);
  const daysSinceMonday = (local.getDay() + 6) % 7;
  const monday = local.getDate() - daysSinceMonday;
  const midnight = (day: number) =>
    new TZDate(local.getFullYear(), local.getMonth(), day, timeZone).getTime();
  return { startsAt: midnight(monday), endsAt: midnight(monday + 7) };
}

/** The calendar month that contains `now` in `timeZone`. */
export function monthWindow(now: number, timeZone: string): TimeWindow {
  const local = new TZDate(now, timeZone);
  const first = (month: number) => new TZDate(local.getFullYear(), month, 1, timeZone).getTime();
  return { startsAt: first(local.getMonth()), endsAt: first(local.getMonth() + 1) };
}
