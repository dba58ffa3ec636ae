"use client";
import { useFormatter, useLocale, useNow, useTimeZone } from "next-intl";
import { useMemo } from "react";

/** Numbers, money and times in the reader's language. */
export interface Formats {
  /** 1,234,567 */
  readonly count: (value: number) => string;
  /** 1.2M: for tiles and narrow columns. */
  readonly compact: (value: number) => string;
  /** USD: cents for sums, four decimals below a dollar, as many as it takes to be seen below a cent. */
  readonly usd: (value: string | number) => string;
  /** ms as 420 ms, 3.2 s, 2 min 5 s, 3 hr 20 min */
  readonly duration: (ms: number) => string;
  /** 14:03:22 today, with its date otherwise. */
  readonly moment: (iso: string) => string;
  /** Date and time to the second, for tooltips and details. */
  readonly instant: (iso: string) => string;
  readonly day: (iso: string) => string;
}

const TINY_USD = 0.01;
const SMALL_USD = 1;

export function useFormat(): Formats {
  const format = useFormatter();
  const locale = useLocale();
  const timeZone = useTimeZone();
  const now = useNow();
  return useMemo(() => {
    const dayOf = (date: Date) =>
      format.dateTime(date, { year: "numeric", month: "2-digit", day: "2-digit" });
    return {
      count: (value) => format.number(value),
      compact: (value) => format.number(value, { notation: "compact", maximumFractionDigits: 1 }),
      usd: (value) => usd(Number(value), locale),
      duration: (ms) => duration(ms, locale),
      moment: (iso) => {
        const date = new Date(iso);
        const time = format.dateTime(date, {
          hour: "2-digit",
          minute: "2-digit",
          second: "2-digit",
          hour12: false,
        });
        if (dayOf(date) === dayOf(now)) return time;
        return `${format.dateTime(date, { month: "short", day: "numeric" })} ${time.slice(0, 5)}`;
      },
      instant: (iso) =>
        `${format.dateTime(new Date(iso), { dateStyle: "medium", timeStyle: "medium" })}${timeZone ? ` (${timeZone})` : ""}`,
      day: (iso) => format.dateTime(new Date(iso), { dateStyle: "medium" }),
    };
  }, [format, locale, timeZone, now]);
}

function usd(value: number, locale: string): string {
  const size = Math.abs(value);
  const isTiny = value !== 0 && size < TINY_USD;
  return new Intl.NumberFormat(locale, {
    style: "currency",
    currency: "USD",
    currencyDisplay: "narrowSymbol",
    ...(isTiny
      ? { maximumSignificantDigits: 2 }
      : { minimumFractionDigits: 2, maximumFractionDigits: size < SMALL_USD ? 4 : 2 }),
  }).format(value);
}

function duration(ms: number, locale: string): string {
  const unit = (value: number, name: "millisecond" | "second" | "minute" | "hour", digits = 0) =>
    new Intl.NumberFormat(locale, {
      style: "unit",
      unit: name,
      unitDisplay: "short",
      maximumFractionDigits: digits,
    }).format(value);
  if (ms < 1_000) return unit(Math.round(ms), "millisecond");
  if (ms < 60_000) return unit(ms / 1_000, "second", 1);
  if (ms >= 3_600_000) {
    const hours = Math.floor(ms / 3_600_000);
    const rest = Math.floor((ms % 3_600_000) / 60_000);
    return rest === 0 ? unit(hours, "hour") : `${unit(hours, "hour")} ${unit(rest, "minute")}`;
  }
  const minutes = Math.floor(ms / 60_000);
  const seconds = Math.round((ms % 60_000) / 1_000);
  return seconds === 0 ? unit(minutes, "minute") : `${unit(minutes, "minute")} ${unit(seconds, "second")}`;
}
