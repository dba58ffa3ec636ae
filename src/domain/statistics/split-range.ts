import { HOUR_MS } from "@/lib/duration";
import { addDays, localDate } from "@/lib/local-date";
import { hoursOfDay } from "./hour-buckets";

/** A part of a span of time and where its sums are kept. Epoch ms, ends exclusive; null is without end. */
export type RangePart =
  | { readonly kind: "requests" | "hours"; readonly from: number | null; readonly to: number | null }
  /** Days on the clocks of the hub's time zone, both included. */
  | { readonly kind: "days"; readonly first: string | null; readonly last: string | null };

interface Range {
  readonly from: number | null;
  readonly to: number | null;
}

/**
 * Cuts a span into what is read from the daily sums, from the hourly ones, and, at its ends, from the requests
 * themselves.
 *
 * @param hasDays whether the daily sums can answer what is asked
 */
export function splitRange(range: Range, timeZone: string, hasDays: boolean): RangePart[] {
  const from = range.from === null ? null : Math.ceil(range.from / HOUR_MS) * HOUR_MS;
  const to = range.to === null ? null : Math.floor(range.to / HOUR_MS) * HOUR_MS;
  if (from !== null && to !== null && from >= to) return [{ kind: "requests", ...range }];
  const ends: RangePart[] = [
    { kind: "requests", from: range.from, to: from },
    { kind: "requests", from: to, to: range.to },
  ];
  const middle = hasDays ? splitHours({ from, to }, timeZone) : [{ kind: "hours", from, to } as const];
  return [...middle, ...ends.filter((part) => !isEmpty(part))];
}

function splitHours({ from, to }: Range, timeZone: string): RangePart[] {
  const first = from === null ? null : firstDayFrom(from, timeZone);
  const last = to === null ? null : lastDayTo(to, timeZone);
  if (first !== null && last !== null && first > last) return [{ kind: "hours", from, to }];
  const parts: RangePart[] = [
    { kind: "days", first, last },
    { kind: "hours", from, to: first === null ? null : hoursOfDay(first, timeZone).startsAt },
    { kind: "hours", from: last === null ? null : hoursOfDay(last, timeZone).endsAt, to },
  ];
  return parts.filter((part) => !isEmpty(part));
}

function isEmpty(part: RangePart): boolean {
  return part.kind !== "days" && (part.from === part.to || (part.from === null && part.to === null));
}

/** The first day none of whose hours is before `at`. */
function firstDayFrom(at: number, timeZone: string): string {
  const day = localDate(at, timeZone);
  return hoursOfDay(day, timeZone).startsAt >= at ? day : addDays(day, 1);
}

/** The last day none of whose hours is after `at`. */
function lastDayTo(at: number, timeZone: string): string {
  const day = localDate(at, timeZone);
  return hoursOfDay(day, timeZone).endsAt <= at ? day : addDays(day, -1);
}
