import { bucketStarts, planBuckets } from "@/domain/statistics/availability";
import { CHART_RANGES, chartDays, periodDays } from "@/domain/statistics/day-range";
import { hoursOfDay } from "@/domain/statistics/hour-buckets";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "@/lib/duration";
import { listKeys } from "@/repository/keys";
import { listProviders } from "@/repository/providers";
import { listRequests } from "@/repository/requests/list-requests";
import { listAvailability } from "@/repository/statistics/list-availability";
import { listKeyModels } from "@/repository/statistics/list-key-models";
import { listKeyPointsByDay, listKeyPointsByHour } from "@/repository/statistics/list-key-points";
import { listLatestCalls } from "@/repository/statistics/list-latest-calls";
import { listLimitEvents } from "@/repository/statistics/list-limit-events";
import { listPointsByDay } from "@/repository/statistics/list-points-by-day";
import { listRequestsByHour } from "@/repository/statistics/list-requests-by-hour";
import { listUserPointsByDay, listUserPointsByHour } from "@/repository/statistics/list-user-points";
import { rankCacheHits } from "@/repository/statistics/rank-cache-hits";
import { rankModels } from "@/repository/statistics/rank-models";
import { rankProviders } from "@/repository/statistics/rank-providers";
import { rankUsers } from "@/repository/statistics/rank-users";
import { sumOverview } from "@/repository/statistics/sum-overview";
import { listUsers } from "@/repository/users";
import { filterQuestions } from "./filter-questions";
import type { Question } from "./measure";
import { at, type Sample } from "./sample";

const PAGE = 50;
const PAGE_MS = 50;
const CHART_MS = 100;

export function questions(sample: Sample): Question[] {
  return [
    ...pages(sample),
    ...charts(sample),
    ...leaderboards(sample),
    ...lists(sample),
    ...filterQuestions(sample),
  ];
}

function pages({ now }: Sample): Question[] {
  const deep = (round: number) => ({
    createdAt: new Date(now - 45 * DAY_MS - round * HOUR_MS),
    id: "ffffffff-ffff-7fff-bfff-ffffffffffff",
  });
  return [
    { name: "log, first page", budgetMs: PAGE_MS, ask: (db) => listRequests(db, {}, { size: PAGE }) },
    {
      name: "log, deep page",
      budgetMs: PAGE_MS,
      ask: (db, round) => listRequests(db, {}, { size: PAGE, after: deep(round) }),
    },
  ];
}

function charts({ now, timeZone, userIds }: Sample): Question[] {
  const today = hoursOfDay(chartDays("today", now, timeZone).first, timeZone);
  const byRange = CHART_RANGES.flatMap((range): Question[] => {
    const days = chartDays(range, now, timeZone);
    const window = { startsAt: hoursOfDay(days.first, timeZone).startsAt, endsAt: today.endsAt };
    const isToday = range === "today";
    return [
      {
        name: `chart of users, ${range}`,
        budgetMs: CHART_MS,
        ask: (db) => (isToday ? listUserPointsByHour(db, today) : listUserPointsByDay(db, timeZone, days)),
      },
      {
        name: `chart of keys, ${range}`,
        budgetMs: CHART_MS,
        ask: (db, round) =>
          isToday
            ? listKeyPointsByHour(db, at(userIds, round), window)
            : listKeyPointsByDay(db, at(userIds, round), window, timeZone),
      },
    ];
  });
  const availability = [15 * MINUTE_MS, HOUR_MS, 6 * HOUR_MS, DAY_MS, 7 * DAY_MS].map((span): Question => {
    const plan = planBuckets({ startsAt: now - span, endsAt: now, bucketMs: null, maxBuckets: 100 });
    return {
      name: `availability, ${span / HOUR_MS} h in ${bucketStarts(plan).length}`,
      budgetMs: CHART_MS,
      ask: (db) => listAvailability(db, plan, null),
    };
  });
  const week = { from: new Date(now - 7 * DAY_MS), to: new Date(now) };
  return [
    {
      name: "overview",
      budgetMs: CHART_MS,
      ask: (db) => sumOverview(db, timeZone, chartDays("today", now, timeZone)),
    },
    ...byRange,
    ...availability,
    { name: "limit events, 7 days", budgetMs: CHART_MS, ask: (db) => listLimitEvents(db, week) },
  ];
}

function leaderboards({ now, timeZone }: Sample): Question[] {
  const periods = [
    ...(["daily", "weekly", "monthly", "allTime"] as const).map(
      (period) => [period, periodDays(period, now, timeZone)] as const,
    ),
    ["custom", { first: "2000-01-01", last: chartDays("today", now, timeZone).last }] as const,
  ];
  const boards = {
    users: rankUsers,
    providers: rankProviders,
    "cache hits": rankCacheHits,
    models: rankModels,
  };
  return Object.entries(boards).flatMap(([name, rank]) =>
    periods.map(([period, days]) => ({
      name: `leaderboard of ${name}, ${period}`,
      budgetMs: CHART_MS,
      ask: (db: Parameters<Question["ask"]>[0]) => rank(db, timeZone, days),
    })),
  );
}

function lists({ now, timeZone, keyIds, providerIds }: Sample): Question[] {
  const days = chartDays("today", now, timeZone);
  const today = hoursOfDay(days.first, timeZone);
  return [
    { name: "list of users", budgetMs: CHART_MS, ask: (db) => Promise.all([listUsers(db), listKeys(db)]) },
    { name: "list of providers", budgetMs: CHART_MS, ask: (db) => listProviders(db) },
    { name: "keys, today", budgetMs: CHART_MS, ask: (db) => listKeyModels(db, keyIds, today) },
    { name: "keys, last calls", budgetMs: CHART_MS, ask: (db) => listLatestCalls(db, "key", keyIds) },
    {
      name: "providers, today",
      budgetMs: CHART_MS,
      ask: (db) => listPointsByDay(db, timeZone, "provider", days),
    },
    {
      name: "providers, last calls",
      budgetMs: CHART_MS,
      ask: (db) => listLatestCalls(db, "provider", providerIds),
    },
    { name: "requests by hour", budgetMs: CHART_MS, ask: (db) => listRequestsByHour(db, today) },
  ];
}
