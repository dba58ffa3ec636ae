import type { RequestFilter } from "@/domain/request/request-row";
import { bucketStarts, planBuckets } from "@/domain/statistics/availability";
import { CHART_RANGES, chartDays, periodDays } from "@/domain/statistics/day-range";
import { hoursOfDay } from "@/domain/statistics/hour-buckets";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "@/lib/duration";
import { listKeys } from "@/repository/keys";
import { listProviders } from "@/repository/providers";
import { listRequests } from "@/repository/requests/list-requests";
import { suggestSessionIds } from "@/repository/requests/suggest-session-ids";
import { summariseRequests } from "@/repository/requests/summarise-requests";
import { listAvailability } from "@/repository/statistics/list-availability";
import { listKeyPointsByDay, listKeyPointsByHour } from "@/repository/statistics/list-key-points";
import { listLimitEvents } from "@/repository/statistics/list-limit-events";
import { listUserPointsByDay, listUserPointsByHour } from "@/repository/statistics/list-user-points";
import { rankCacheHits } from "@/repository/statistics/rank-cache-hits";
import { rankModels } from "@/repository/statistics/rank-models";
import { rankProviders } from "@/repository/statistics/rank-providers";
import { rankUsers } from "@/repository/statistics/rank-users";
import { sumOverview } from "@/repository/statistics/sum-overview";
import { listUsers } from "@/repository/users";
import type { Question } from "./measure";

/** What there is in the measured database. */
export interface Sample {
  /** Epoch ms of its newest request, which is "now". */
  readonly now: number;
  readonly timeZone: string;
  readonly userIds: readonly number[];
  readonly keyIds: readonly number[];
  readonly providerIds: readonly number[];
  readonly sessionIds: readonly string[];
  readonly requestIds: readonly string[];
}

const PAGE = 50;
const PAGE_MS = 50;
const CHART_MS = 100;
const FILTERED_MS = 300;

const at = <Item>(items: readonly Item[], round: number): Item => {
  const item = items[(round * 7) % items.length];
  if (item === undefined) throw new Error("the database has nothing to ask for");
  return item;
};

export function questions(sample: Sample): Question[] {
  return [...pages(sample), ...charts(sample), ...leaderboards(sample), ...lists(), ...filters(sample)];
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

function lists(): Question[] {
  return [
    { name: "list of users", budgetMs: CHART_MS, ask: (db) => Promise.all([listUsers(db), listKeys(db)]) },
    { name: "list of providers", budgetMs: CHART_MS, ask: (db) => listProviders(db) },
  ];
}

/** Every filter of the log alone and every pair of them, as a page and as sums; then those that match next to nothing. */
function filters(sample: Sample): Question[] {
  const { now, timeZone } = sample;
  const single: Readonly<Record<string, (round: number) => RequestFilter>> = {
    user: (round) => ({ userId: at(sample.userIds, round) }),
    key: (round) => ({ keyId: at(sample.keyIds, round) }),
    provider: (round) => ({ providerId: at(sample.providerIds, round) }),
    month: (round) => ({
      from: new Date(now - (30 + round) * DAY_MS),
      to: new Date(now - round * MINUTE_MS),
    }),
    model: (round) => ({ model: at(["claude-sonnet-4-5", "gpt-5.1", "glm-4.6", "served-3"], round) }),
    endpoint: (round) => ({ endpoint: at(["/v1/messages", "/v1/responses", "/v1/chat/completions"], round) }),
    status: (round) => ({ statusCode: at([500, 429, 499, 200], round) }),
    "not 200": () => ({ excludeStatusCode200: true }),
    retried: (round) => ({ minRetryCount: at([1, 2], round) }),
    session: (round) => ({ sessionId: at(sample.sessionIds, round) }),
    text: (round) => ({ text: at([...sample.sessionIds, ...sample.requestIds], round).slice(0, 20) }),
  };
  const rare: Readonly<Record<string, (round: number) => RequestFilter>> = {
    "provider never with model": (round) => ({
      providerId: at(sample.providerIds, round),
      model: "served-11",
    }),
    "no such model": () => ({ model: "nobody-asked-for-this" }),
    "no such endpoint, one user": (round) => ({ endpoint: "/nowhere", userId: at(sample.userIds, round) }),
    "status that never was": () => ({ statusCode: 200, endpoint: "/nowhere" }),
    "nine retries of a provider": (round) => ({
      minRetryCount: 9,
      providerId: at(sample.providerIds, round),
    }),
    everything: (round) => ({
      userId: at(sample.userIds, round),
      keyId: at(sample.keyIds, round),
      providerId: at(sample.providerIds, round),
      from: new Date(now - 30 * DAY_MS),
      to: new Date(now),
      model: "claude-sonnet-4-5",
      endpoint: "/v1/messages",
      statusCode: 200,
      minRetryCount: 1,
    }),
  };
  const names = Object.keys(single);
  const pairs = names.flatMap((one, index) => names.slice(index + 1).map((other) => [one, other] as const));
  const all: Record<string, (round: number) => RequestFilter> = { ...single, ...rare };
  for (const [one, other] of pairs) {
    all[`${one} + ${other}`] = (round) => ({ ...single[one]?.(round), ...single[other]?.(round + 1) });
  }
  return [
    ...Object.entries(all).flatMap(([name, filter]): Question[] => [
      {
        name: `page: ${name}`,
        budgetMs: FILTERED_MS,
        ask: (db, round) => listRequests(db, filter(round), { size: PAGE }),
      },
      {
        name: `sums: ${name}`,
        budgetMs: FILTERED_MS,
        ask: (db, round) => summariseRequests(db, filter(round), timeZone),
      },
    ]),
    {
      name: "sums: everything there is",
      budgetMs: FILTERED_MS,
      ask: (db) => summariseRequests(db, {}, timeZone),
    },
    {
      name: "session ids that begin so",
      budgetMs: FILTERED_MS,
      ask: (db, round) => suggestSessionIds(db, at(sample.sessionIds, round).slice(0, 3), undefined),
    },
  ];
}
