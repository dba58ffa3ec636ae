import type { RequestFilter } from "@/domain/request/request-row";
import { DAY_MS, MINUTE_MS } from "@/lib/duration";
import { listRequests } from "@/repository/requests/list-requests";
import { suggestSessionIds } from "@/repository/requests/suggest-session-ids";
import { summariseRequests } from "@/repository/requests/summarise-requests";
import type { Question } from "./measure";
import { at, type Sample } from "./sample";

const PAGE = 50;
const BUDGET_MS = 300;

type Filters = Readonly<Record<string, (round: number) => RequestFilter>>;

/** Every filter of the log alone and every pair of them, as a page and as sums; then those that match next to nothing. */
export function filterQuestions(sample: Sample): Question[] {
  const single = singleFilters(sample);
  const all = { ...single, ...pairsOf(single), ...rareFilters(sample) };
  return [
    ...Object.entries(all).flatMap(([name, filter]): Question[] => [
      {
        name: `page: ${name}`,
        budgetMs: BUDGET_MS,
        ask: (db, round) => listRequests(db, filter(round), { size: PAGE }),
      },
      {
        name: `sums: ${name}`,
        budgetMs: BUDGET_MS,
        ask: (db, round) => summariseRequests(db, filter(round), sample.timeZone),
      },
    ]),
    {
      name: "sums: everything there is",
      budgetMs: BUDGET_MS,
      ask: (db) => summariseRequests(db, {}, sample.timeZone),
    },
    {
      name: "session ids that begin so",
      budgetMs: BUDGET_MS,
      ask: (db, round) => suggestSessionIds(db, at(sample.sessionIds, round).slice(0, 3), undefined),
    },
  ];
}

function singleFilters(sample: Sample): Filters {
  const { now } = sample;
  return {
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
}

function pairsOf(single: Filters): Filters {
  const entries = Object.entries(single);
  return Object.fromEntries(
    entries.flatMap(([one, first], index) =>
      entries
        .slice(index + 1)
        .map(([other, second]) => [
          `${one} + ${other}`,
          (round: number) => ({ ...first(round), ...second(round + 1) }),
        ]),
    ),
  );
}

function rareFilters(sample: Sample): Filters {
  const { now } = sample;
  return {
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
}
