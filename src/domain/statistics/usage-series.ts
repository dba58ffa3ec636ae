import { Decimal, type DecimalString } from "@/lib/decimal";

/** What a user or a key used in one bucket of time. */
export interface UsagePoint {
  readonly id: number;
  /** The bucket: a day, or the start of an hour in ISO 8601. */
  readonly at: string;
  readonly calls: number;
  /** USD, as text. */
  readonly costUsd: DecimalString;
}

/** A line of a chart. */
export interface Series {
  readonly id: number;
  readonly name: string;
  /** Begins the names of its fields in the chart's data: `<dataKey>_cost`, `<dataKey>_calls`. */
  readonly dataKey: string;
}

/** One bucket of a chart: `date`, and each series' `<dataKey>_cost` (USD, as text) and `<dataKey>_calls`. */
export type ChartRow = { readonly date: string } & Readonly<Record<string, string | number>>;

/** One row for each bucket, with zeros where nobody did anything. Points of others than the series are left out. */
export function chartRows(
  buckets: readonly string[],
  series: readonly Series[],
  points: readonly UsagePoint[],
): ChartRow[] {
  const rows: ({ date: string } & Record<string, string | number>)[] = buckets.map((date) => ({ date }));
  const rowOf = new Map(rows.map((row) => [row.date, row]));
  // Written in place, each name made once: a month of two hundred users has twelve thousand fields.
  const names = new Map(
    series.map(({ id, dataKey }) => [id, { cost: `${dataKey}_cost`, calls: `${dataKey}_calls` }]),
  );
  for (const row of rows) {
    for (const { cost, calls } of names.values()) {
      row[cost] = "0";
      row[calls] = 0;
    }
  }
  for (const { id, at, calls, costUsd } of points) {
    const row = rowOf.get(at);
    const name = names.get(id);
    if (!row || !name) continue;
    row[name.cost] = costUsd;
    row[name.calls] = calls;
  }
  return rows;
}

/** All the points of a bucket as one point of `id`. */
export function mergePoints(points: readonly UsagePoint[], id: number): UsagePoint[] {
  const merged = new Map<string, UsagePoint>();
  for (const { at, calls, costUsd } of points) {
    const before = merged.get(at);
    merged.set(at, {
      id,
      at,
      calls: calls + (before?.calls ?? 0),
      costUsd: new Decimal(costUsd).plus(before?.costUsd ?? 0).toFixed(),
    });
  }
  return [...merged.values()];
}
