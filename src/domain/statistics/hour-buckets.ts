import { HOUR_MS } from "@/lib/duration";
import { localDay } from "@/lib/local-day";
import type { TimeWindow } from "@/lib/time-window";

const nextHour = (at: number) => Math.ceil(at / HOUR_MS) * HOUR_MS;

/**
 * The UTC hours that count to the day `date` on the clocks of `timeZone`: those that begin in it. They are 24, on days
 * when clocks change 23 or 25. Where a zone is off by half an hour or by a quarter, the first begins as much after
 * midnight.
 */
export function hoursOfDay(date: string, timeZone: string): TimeWindow {
  const { start, end } = localDay(date, timeZone);
  return { startsAt: nextHour(start.getTime()), endsAt: nextHour(end.getTime()) };
}

/** The start of every hour in a window of whole hours, epoch ms. */
export function hourBuckets({ startsAt, endsAt }: TimeWindow): number[] {
  return Array.from({ length: (endsAt - startsAt) / HOUR_MS }, (_, hour) => startsAt + hour * HOUR_MS);
}
