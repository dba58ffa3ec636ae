import { CHART_RANGES } from "@/domain/statistics/day-range";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "@/lib/duration";
import { addDays, localDate } from "@/lib/local-date";
import { filterLines } from "./filter-lines";
import type { Line } from "./line";
import { at, type SampledRequest } from "./sample";

const PAGE_MS = 50;
const CHART_MS = 100;

interface Measured {
  /** Epoch ms. */
  readonly now: number;
  readonly timeZone: string;
  readonly requests: readonly SampledRequest[];
}

/** Everything that is asked, with the aims of the project. */
export function reportLines(measured: Measured): Line[] {
  return [
    ...pages(measured),
    ...charts(),
    ...availability(measured),
    ...leaderboards(measured),
    ...others(measured),
    ...filterLines(measured.requests, measured.now),
  ];
}

function pages({ now, requests }: Measured): Line[] {
  const page = (name: string, input: Line["input"]): Line => ({
    ...{ name, aimMs: PAGE_MS, action: "usage-logs/getUsageLogsBatch", input },
  });
  const deep = (round: number) => ({ createdAt: iso(at(requests, round).at), id: at(requests, round).id });
  return [
    page("log: first page", () => ({})),
    page("log: deep page", (round) => ({ cursor: deep(round) })),
    page("log: deep page of 200", (round) => ({ cursor: deep(round), limit: 200 })),
    page("log: the last page", (round) => ({
      cursor: { createdAt: iso(now - 90 * DAY_MS + round * MINUTE_MS), id: at(requests, 0).id },
    })),
    {
      ...{ name: "log: first page by number, with sums", aimMs: PAGE_MS, action: "usage-logs/getUsageLogs" },
      input: () => ({ page: 1 }),
    },
  ];
}

function charts(): Line[] {
  const chart = (name: string, action: string, input: object = {}): Line => ({
    ...{ name, aimMs: CHART_MS, action, input: () => input },
  });
  return [
    chart("overview", "overview/getOverviewData"),
    ...CHART_RANGES.map((timeRange) =>
      chart(`chart: ${timeRange}`, "statistics/getUserStatistics", { timeRange }),
    ),
    chart("model distribution", "statistics/getModelDistribution"),
  ];
}

function availability({ now }: Measured): Line[] {
  const line = (name: string, spanMs: number, bucketSizeMinutes?: number): Line => ({
    ...{ name: `availability: ${name}`, aimMs: CHART_MS, action: "availability/getAvailability" },
    input: (round) => ({
      ...{ startTime: now - spanMs - round * MINUTE_MS, endTime: now - round * MINUTE_MS },
      ...{ includeDisabled: true, ...(bucketSizeMinutes && { bucketSizeMinutes, maxBuckets: 1_000 }) },
    }),
  });
  return [
    line("15 min", 15 * MINUTE_MS),
    line("1 h", HOUR_MS),
    line("6 h", 6 * HOUR_MS),
    line("12 h", 12 * HOUR_MS),
    line("24 h", DAY_MS),
    line("7 d", 7 * DAY_MS),
    line("30 d", 30 * DAY_MS),
    line("90 d", 90 * DAY_MS),
    line("24 h by 5 min", DAY_MS, 5),
    line("24 h by half hours", DAY_MS, 30),
    line("48 h by 5 min", 2 * DAY_MS, 5),
    {
      ...{ name: "availability: now", aimMs: CHART_MS, action: "availability/getCurrentAvailability" },
      input: () => ({}),
    },
  ];
}

function leaderboards({ now, timeZone }: Measured): Line[] {
  const today = localDate(now, timeZone);
  const periods = {
    daily: () => ({ period: "daily" }),
    weekly: () => ({ period: "weekly" }),
    monthly: () => ({ period: "monthly" }),
    allTime: () => ({ period: "allTime" }),
    "custom, 30 days": (round: number) => ({
      ...{ period: "custom", startDate: addDays(today, -50 - (round % 30)) },
      endDate: addDays(today, -20 - (round % 30)),
    }),
    "custom, all days": () => ({ period: "custom", startDate: "2000-01-01", endDate: today }),
  };
  return ["user", "provider", "providerCacheHitRate", "model"].flatMap((scope) =>
    Object.entries(periods).map(([name, period]) => ({
      ...{ name: `leaderboard: ${scope}, ${name}`, aimMs: CHART_MS, action: "leaderboard/getLeaderboard" },
      input: (round: number) => ({ scope, ...period(round) }),
    })),
  );
}

function others({ now, requests }: Measured): Line[] {
  const line = (name: string, action: string, input: Line["input"] = () => ({})): Line => ({
    ...{ name, aimMs: CHART_MS, action, input },
  });
  return [
    line("users", "users/getUsers"),
    line("users, a page", "users/getUsersBatch"),
    line("providers", "providers/getProviders"),
    line("providers' health", "providers/getProvidersHealthStatus"),
    line("what happens now", "dashboard-realtime/getDashboardRealtimeData"),
    line("rate-limit events, 7 d", "rate-limit-stats/getRateLimitStats"),
    line("rate-limit events, 30 d", "rate-limit-stats/getRateLimitStats", () => ({
      start_time: now - 30 * DAY_MS,
    })),
    line("choices: models", "usage-logs/getModelList"),
    line("choices: endpoints", "usage-logs/getEndpointList"),
    line("choices: status codes", "usage-logs/getStatusCodeList"),
    line("choices: session ids", "usage-logs/getUsageLogSessionIdSuggestions", (round) => ({
      term: at(requests, round).sessionId.slice(0, 3),
    })),
  ];
}

const iso = (at: number) => new Date(at).toISOString();
