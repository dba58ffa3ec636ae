import { TZDate } from "@date-fns/tz";
import { MINUTE_MS } from "./duration";

/** A schedule in five fields: minute, hour, day of the month, month, day of the week (0 or 7 = Sunday). */
export interface Cron {
  readonly minutes: ReadonlySet<number>;
  readonly hours: ReadonlySet<number>;
  readonly days: ReadonlySet<number>;
  readonly months: ReadonlySet<number>;
  readonly weekdays: ReadonlySet<number>;
  /** Both kinds of days are restricted: either is enough (POSIX, crontab). */
  readonly eitherDay: boolean;
}

const FIELDS = [
  [0, 59],
  [0, 23],
  [1, 31],
  [1, 12],
  [0, 7],
] as const;

/** Reads numbers, `*`, lists, ranges and steps. Null when it is no schedule. */
export function parseCron(text: string): Cron | null {
  const fields = text.trim().split(/\s+/);
  if (fields.length !== FIELDS.length) return null;
  const sets = FIELDS.map(([min, max], at) => parseField(fields[at] ?? "", min, max));
  const [minutes, hours, days, months, weekdays] = sets;
  if (!minutes || !hours || !days || !months || !weekdays) return null;
  const eitherDay = !fields[2]?.startsWith("*") && !fields[4]?.startsWith("*");
  return { minutes, hours, days, months, weekdays: new Set([...weekdays].map((day) => day % 7)), eitherDay };
}

function parseField(field: string, min: number, max: number): Set<number> | null {
  const values = new Set<number>();
  for (const part of field.split(",")) {
    const match = /^(?:\*|(\d{1,2})(?:-(\d{1,2}))?)(?:\/(\d{1,2}))?$/.exec(part);
    if (!match) return null;
    const [, first, last, step] = match;
    const from = first === undefined ? min : Number(first);
    // "5/10" means from 5 on.
    const open = first === undefined || (last === undefined && step !== undefined);
    const to = open ? max : Number(last ?? first);
    const by = Number(step ?? 1);
    if (from < min || to > max || from > to || by === 0) return null;
    for (let value = from; value <= to; value += by) values.add(value);
  }
  return values;
}

/**
 * The latest minute of the schedule that began after `after` and not after `until` (epoch ms), on the clocks of
 * `timeZone`; null when there is none. Looks at every minute between: keep them some hours apart. An hour that a change of
 * clocks skips has no minutes.
 */
export function lastFire(cron: Cron, after: number, until: number, timeZone: string): number | null {
  for (let at = Math.floor(until / MINUTE_MS) * MINUTE_MS; at > after; at -= MINUTE_MS) {
    if (fires(cron, new TZDate(at, timeZone))) return at;
  }
  return null;
}

/**
 * The first minute of the schedule that begins after `after` and not after `until` (epoch ms), on the clocks of
 * `timeZone`; null when there is none.
 */
export function nextFire(cron: Cron, after: number, until: number, timeZone: string): number | null {
  let at = (Math.floor(after / MINUTE_MS) + 1) * MINUTE_MS;
  while (at <= until) {
    const local = new TZDate(at, timeZone);
    if (fires(cron, local)) return at;
    at += minutesToPass(cron, local) * MINUTE_MS;
  }
  return null;
}

/** What is left of a day or an hour that the schedule does not name need not be looked at. */
function minutesToPass(cron: Cron, at: TZDate): number {
  const restOfHour = 60 - at.getMinutes();
  // A day that loses an hour to a change of clocks must not be passed by: its last hour is looked at.
  if (!isDayOf(cron, at)) return restOfHour + Math.max(0, 22 - at.getHours()) * 60;
  return cron.hours.has(at.getHours()) ? 1 : restOfHour;
}

function fires(cron: Cron, at: TZDate): boolean {
  return cron.minutes.has(at.getMinutes()) && cron.hours.has(at.getHours()) && isDayOf(cron, at);
}

function isDayOf({ days, months, weekdays, eitherDay }: Cron, at: TZDate): boolean {
  if (!months.has(at.getMonth() + 1)) return false;
  const isDay = days.has(at.getDate());
  const isWeekday = weekdays.has(at.getDay());
  return eitherDay ? isDay || isWeekday : isDay && isWeekday;
}
