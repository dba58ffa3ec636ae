import { DAY_MS, MINUTE_MS } from "@/lib/duration";
import type { Line } from "./line";
import { at, type SampledRequest } from "./sample";

const AIM_MS = 300;

type Filters = Readonly<Record<string, (round: number) => object>>;

/** Every filter of the log alone, every pair and some triples of them, as a page and as sums; then those that match next to nothing. */
export function filterLines(requests: readonly SampledRequest[], now: number): Line[] {
  const single = singleFilters(requests, now);
  const all = { ...single, ...pairsOf(single), ...triplesOf(single), ...rareFilters(requests, now) };
  return [
    ...Object.entries(all).flatMap(([name, input]): Line[] => [
      { name: `page: ${name}`, aimMs: AIM_MS, action: "usage-logs/getUsageLogsBatch", input },
      { name: `sums: ${name}`, aimMs: AIM_MS, action: "usage-logs/getUsageLogsStats", input },
    ]),
    {
      ...{ name: "sums: everything there is", aimMs: AIM_MS, action: "usage-logs/getUsageLogsStats" },
      input: () => ({}),
    },
  ];
}

function singleFilters(requests: readonly SampledRequest[], now: number): Filters {
  const from = <Name extends keyof SampledRequest>(name: Name) =>
    Object.fromEntries([[name, (round: number) => ({ [name]: at(requests, round)[name] })]]) as Filters;
  return {
    ...from("userId"),
    ...from("keyId"),
    ...from("providerId"),
    month: (round) => {
      const end = Math.min(now, at(requests, round).at + 15 * DAY_MS);
      return { startTime: end - 30 * DAY_MS, endTime: end };
    },
    ...from("model"),
    ...from("endpoint"),
    ...from("statusCode"),
    "not 200": () => ({ excludeStatusCode200: true }),
    retried: (round) => ({ minRetryCount: 1 + (round % 2) }),
    ...from("sessionId"),
    "text of a session": (round) => ({ search: at(requests, round).sessionId.slice(0, 20) }),
    "text of a request": (round) => ({ search: at(requests, round).id.slice(0, round % 2 === 0 ? 11 : 36) }),
  };
}

function pairsOf(single: Filters): Filters {
  const entries = Object.entries(single);
  return Object.fromEntries(
    entries.flatMap(([one, first], index) =>
      entries
        .slice(index + 1)
        .filter(([other]) => !(one.startsWith("text") && other.startsWith("text")))
        .map(([other, second]) => [
          `${one} + ${other}`,
          (round: number) => ({ ...first(round), ...second(round) }),
        ]),
    ),
  );
}

/** Those that come closest to what people look for. */
function triplesOf(single: Filters): Filters {
  const wanted = [
    ["userId", "providerId", "model"],
    ["userId", "model", "month"],
    ["providerId", "model", "month"],
    ["providerId", "model", "not 200"],
    ["providerId", "endpoint", "statusCode"],
    ["userId", "month", "not 200"],
    ["providerId", "month", "statusCode"],
    ["model", "month", "retried"],
  ];
  return Object.fromEntries(
    wanted.map((names) => [
      names.join(" + "),
      (round: number) => Object.assign({}, ...names.map((name) => single[name]?.(round))) as object,
    ]),
  );
}

function rareFilters(requests: readonly SampledRequest[], now: number): Filters {
  return {
    "a model the provider never had": (round) => ({
      ...{ providerId: at(requests, round).providerId, model: "served-11" },
    }),
    "no such model": () => ({ model: "nobody-asked-for-this" }),
    "a user at no such endpoint": (round) => ({ endpoint: "/nowhere", userId: at(requests, round).userId }),
    "a provider at no such endpoint": (round) => ({
      ...{ endpoint: "/nowhere", providerId: at(requests, round).providerId },
    }),
    "a status code of no such endpoint": () => ({ statusCode: 200, endpoint: "/nowhere" }),
    "nine retries of a provider": (round) => ({
      ...{ minRetryCount: 9, providerId: at(requests, round).providerId },
    }),
    "fifteen minutes of a month ago": (round) => ({
      startTime: now - 30 * DAY_MS - round * MINUTE_MS,
      endTime: now - 30 * DAY_MS - round * MINUTE_MS + 15 * MINUTE_MS,
    }),
    everything: (round) => {
      const { id: _, at: time, attempts: __, ...rest } = at(requests, round);
      return { ...rest, startTime: time - 15 * DAY_MS, endTime: time + 15 * DAY_MS };
    },
  };
}
