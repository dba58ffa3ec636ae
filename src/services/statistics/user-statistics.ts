import "server-only";
import { type ChartRange, chartDays, type DayRange } from "@/domain/statistics/day-range";
import { hourBuckets, hoursOfDay } from "@/domain/statistics/hour-buckets";
import {
  type ChartRow,
  chartRows,
  mergePoints,
  type Series,
  type UsagePoint,
} from "@/domain/statistics/usage-series";
import { datesBetween } from "@/lib/local-date";
import { listKeyPointsByDay, listKeyPointsByHour } from "@/repository/statistics/list-key-points";
import { listUserPointsByDay, listUserPointsByHour } from "@/repository/statistics/list-user-points";
import { userIdOf, type WebCaller } from "@/services/auth/web-caller";
import type { Runtime } from "@/services/runtime/runtime";

/** Everybody else, as one series. */
const OTHERS: Series = { id: -1, name: "others", dataKey: "user--1" };

export interface UserStatistics {
  readonly chartData: ChartRow[];
  readonly users: Series[];
  readonly timeRange: ChartRange;
  readonly resolution: "hour" | "day";
  /** Of what the series are: all users, the caller's keys, or these and all others together. */
  readonly mode: "users" | "keys" | "mixed";
}

type StatisticsRuntime = Pick<Runtime, "database" | "snapshot" | "clock" | "env">;

/** Who used how much when, as far as the caller may see it. */
export async function readUserStatistics(
  timeRange: ChartRange,
  caller: WebCaller,
  runtime: StatisticsRuntime,
): Promise<UserStatistics> {
  const { env, clock, snapshot } = runtime;
  const days = chartDays(timeRange, clock.now(), env.TZ);
  const resolution = timeRange === "today" ? "hour" : "day";
  const mode =
    caller.role === "admin" ? "users" : snapshot.current.settings.allowGlobalUsageView ? "mixed" : "keys";
  const { series, points } = await readSeries(mode, userIdOf(caller), days, resolution, runtime);
  return {
    chartData: chartRows(bucketsOf(days, resolution, env.TZ), series, points),
    users: series,
    ...{ timeRange, resolution, mode },
  };
}

interface SeriesWithPoints {
  readonly series: Series[];
  readonly points: readonly UsagePoint[];
}

async function readSeries(
  mode: UserStatistics["mode"],
  ownId: number | null,
  days: DayRange,
  resolution: UserStatistics["resolution"],
  runtime: StatisticsRuntime,
): Promise<SeriesWithPoints> {
  const { callers } = runtime.snapshot.current;
  if (mode === "users" || ownId === null) {
    const series = callers.users.map(({ id, name }) => ({ id, name, dataKey: `user-${id}` }));
    return { series, points: await userPoints(days, resolution, runtime) };
  }
  const own = callers.keys
    .filter(({ userId }) => userId === ownId)
    .map(({ id, name }) => ({ id, name, dataKey: `key-${id}` }));
  if (mode === "keys") return { series: own, points: await keyPoints(ownId, days, resolution, runtime) };
  const [ofKeys, ofUsers] = await Promise.all([
    keyPoints(ownId, days, resolution, runtime),
    userPoints(days, resolution, runtime),
  ]);
  const others = mergePoints(
    ofUsers.filter(({ id }) => id !== ownId),
    OTHERS.id,
  );
  return { series: [...own, OTHERS], points: [...ofKeys, ...others] };
}

function userPoints(
  days: DayRange,
  resolution: UserStatistics["resolution"],
  { database: { db }, env }: StatisticsRuntime,
): Promise<UsagePoint[]> {
  return resolution === "hour"
    ? listUserPointsByHour(db, hoursOfDay(days.first, env.TZ))
    : listUserPointsByDay(db, env.TZ, days);
}

function keyPoints(
  userId: number,
  { first, last }: DayRange,
  resolution: UserStatistics["resolution"],
  { database: { db }, env }: StatisticsRuntime,
): Promise<UsagePoint[]> {
  const window = {
    startsAt: hoursOfDay(first, env.TZ).startsAt,
    endsAt: hoursOfDay(last, env.TZ).endsAt,
  };
  return resolution === "hour"
    ? listKeyPointsByHour(db, userId, window)
    : listKeyPointsByDay(db, userId, window, env.TZ);
}

function bucketsOf(days: DayRange, resolution: UserStatistics["resolution"], timeZone: string): string[] {
  if (resolution === "day") return datesBetween(days.first, days.last);
  return hourBuckets(hoursOfDay(days.first, timeZone)).map((at) => new Date(at).toISOString());
}
