import { TZDate } from "@date-fns/tz";

/** The date ("YYYY-MM-DD") that the clocks of `timeZone` (IANA name) show at `at` (epoch ms). */
export function localDate(at: number, timeZone: string): string {
  const local = new TZDate(at, timeZone);
  const two = (value: number) => String(value).padStart(2, "0");
  return `${local.getFullYear()}-${two(local.getMonth() + 1)}-${two(local.getDate())}`;
}

/** The date `days` days after `date`; calendars know nothing of hours, so clocks that change do not matter. */
export function addDays(date: string, days: number): string {
  const at = new Date(`${date}T00:00:00Z`);
  at.setUTCDate(at.getUTCDate() + days);
  return at.toISOString().slice(0, 10);
}

/** Every date from `first` to `last`, both included. */
export function datesBetween(first: string, last: string): string[] {
  const dates: string[] = [];
  for (let date = first; date <= last; date = addDays(date, 1)) dates.push(date);
  return dates;
}
