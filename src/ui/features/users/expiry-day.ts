import { TZDate } from "@date-fns/tz";
import { DAY_MS } from "@/lib/duration";

/** The calendar day of a moment on the clocks of `timeZone`, as a date field holds it: YYYY-MM-DD. */
export function dayOf(time: number, timeZone: string): string {
  const local = new TZDate(time, timeZone);
  const parts = [local.getMonth() + 1, local.getDate()].map((part) => String(part).padStart(2, "0"));
  return [String(local.getFullYear()).padStart(4, "0"), ...parts].join("-");
}

/** The last second of a day on the clocks of `timeZone`; null for no day: what expires on a day works all of it. */
export function endOfDay(day: string, timeZone: string): Date | null {
  const [year, month, date] = day.split("-").map(Number);
  if (!year || !month || !date) return null;
  const end = new TZDate(year, month - 1, date, 23, 59, 59, timeZone);
  return new Date(end.getTime());
}

export function dayInDays(days: number, now: number, timeZone: string): string {
  return dayOf(now + days * DAY_MS, timeZone);
}
