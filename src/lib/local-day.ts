import { TZDate } from "@date-fns/tz";

/** The day `date` ("YYYY-MM-DD") on the clocks of `timeZone`; its end is the next day's start. */
export function localDay(date: string, timeZone: string): { readonly start: Date; readonly end: Date } {
  const [year = 0, month = 1, day = 1] = date.split("-").map(Number);
  const midnight = (dayOfMonth: number) =>
    new Date(new TZDate(year, month - 1, dayOfMonth, timeZone).getTime());
  return { start: midnight(day), end: midnight(day + 1) };
}
