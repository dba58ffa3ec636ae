import "server-only";
import { type SQL, sql } from "drizzle-orm";
import type { RequestFilter } from "@/domain/request/request-row";
import { type RangePart, splitRange } from "@/domain/statistics/split-range";
import { Decimal, type DecimalString } from "@/lib/decimal";
import type { Db } from "@/repository/db";
import type { DailyScope } from "@/repository/statistics/in-days";
import { matchText } from "./match-text";
import { filterNames } from "./request-filter";
import { lookedAt, planSearch } from "./search-plan";

/** Sums over the requests a filter matches. Intercepted ones are listed but count nowhere. */
export interface RequestSummary {
  readonly totalRequests: number;
  readonly totalCost: DecimalString;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cacheReadTokens: number;
  readonly cacheWrite5mTokens: number;
  readonly cacheWrite1hTokens: number;
  /** False: there are more requests than could be looked at, and the sums are over the newest of them. */
  readonly isComplete: boolean;
}

/** Requests that are looked at one by one for filters the roll-ups cannot answer. */
const MAX_LOOKED_AT = 3_000;

const FILTER_COLUMNS = sql`
  id, created_at, outcome, status_code, user_id, key_id, provider_id, endpoint, model, served_model, session_id, attempts`;

/** What of a filter the roll-ups know. Their model is the billed one. */
const ROLLED_UP = new Set(["userId", "keyId", "providerId", "model", "from", "to"]);

/**
 * Sums of what a filter matches, without counting the log: by user, key, provider, model and time from the roll-ups, down
 * to the hours the time begins and ends in; by anything else from the newest `MAX_LOOKED_AT` requests that its index
 * names.
 */
export async function summariseRequests(
  db: Db,
  filter: RequestFilter,
  timeZone: string,
): Promise<RequestSummary> {
  const names = filterNames(filter);
  if (filter.text !== undefined || names.some((name) => !ROLLED_UP.has(name))) {
    return sumRequests(db, filter);
  }
  const scope = dailyScope(filter);
  const range = { from: filter.from?.getTime() ?? null, to: filter.to?.getTime() ?? null };
  const parts = await Promise.all(
    splitRange(range, timeZone, scope !== null).map((part) => sumPart(db, filter, part, { timeZone, scope })),
  );
  return parts.reduce(addSummaries);
}

interface DailySums {
  readonly timeZone: string;
  readonly scope: DailyScope | null;
}

/** Which daily sums know all that a filter names besides its time; null when none do. */
function dailyScope({ userId, keyId, providerId, model }: RequestFilter): DailyScope | null {
  if (keyId !== undefined) return null;
  // Of everything too: there are fewer models at providers than users.
  if (userId === undefined) return "provider_model";
  return providerId === undefined && model === undefined ? "user" : null;
}

function sumPart(db: Db, filter: RequestFilter, part: RangePart, daily: DailySums): Promise<RequestSummary> {
  switch (part.kind) {
    case "days":
      return sumDays(db, filter, part, daily);
    case "hours":
      return sumHours(db, filter, part);
    case "requests": {
      const { from: _, to: __, ...rest } = filter;
      const bounds = {
        ...(part.from !== null && { from: new Date(part.from) }),
        ...(part.to !== null && { to: new Date(part.to) }),
      };
      return sumRequests(db, { ...rest, ...bounds });
    }
  }
}

async function sumDays(
  db: Db,
  { userId, providerId, model }: RequestFilter,
  { first, last }: Extract<RangePart, { kind: "days" }>,
  { timeZone, scope }: DailySums,
): Promise<RequestSummary> {
  const subject = userId ?? providerId;
  const conditions = [
    sql`zone = ${timeZone} AND scope = ${scope}`,
    ...(first === null ? [] : [sql`day >= ${first}`]),
    ...(last === null ? [] : [sql`day <= ${last}`]),
    ...(subject === undefined ? [] : [sql`subject_id = ${subject}`]),
    ...(model === undefined ? [] : [sql`model = ${model}`]),
  ];
  return sumRollup(db, sql`usage_daily`, conditions);
}

async function sumHours(
  db: Db,
  { userId, keyId, providerId, model }: RequestFilter,
  { from, to }: Extract<RangePart, { kind: "hours" | "requests" }>,
): Promise<RequestSummary> {
  const conditions = [
    sql`true`,
    ...(from === null ? [] : [sql`hour >= ${new Date(from).toISOString()}`]),
    ...(to === null ? [] : [sql`hour < ${new Date(to).toISOString()}`]),
    ...(userId === undefined ? [] : [sql`user_id = ${userId}`]),
    ...(keyId === undefined ? [] : [sql`key_id = ${keyId}`]),
    ...(providerId === undefined ? [] : [sql`provider_id = ${providerId}`]),
    ...(model === undefined ? [] : [sql`model = ${model}`]),
  ];
  return sumRollup(db, sql`usage_hourly`, conditions);
}

type RawSummary = Readonly<Record<string, string | number | boolean | null>>;

const TOKEN_SUMS = sql`
  sum(input_tokens)::float8 AS input, sum(output_tokens)::float8 AS output, sum(cache_read_tokens)::float8 AS cache_read,
  sum(cache_write_5m_tokens)::float8 AS cache_write_5m, sum(cache_write_1h_tokens)::float8 AS cache_write_1h`;

async function sumRollup(db: Db, table: SQL, conditions: readonly SQL[]): Promise<RequestSummary> {
  const [raw] = await db.execute<RawSummary>(sql`
    SELECT sum(requests + refusals)::float8 AS requests, sum(cost_usd)::text AS cost, true AS is_complete, ${TOKEN_SUMS}
    FROM ${table} WHERE ${sql.join([...conditions], sql` AND `)}`);
  return summary(raw);
}

async function sumRequests(db: Db, filter: RequestFilter): Promise<RequestSummary> {
  const text = filter.text === undefined ? null : await matchText(db, filter.text);
  const plan = planSearch(filter, text);
  // Charges are looked up request by request: joined, they would be read as a whole.
  const [raw] = await db.execute<RawSummary>(sql`
    WITH looked_at AS MATERIALIZED (${lookedAt(plan, FILTER_COLUMNS, MAX_LOOKED_AT)}),
    matching AS (
      SELECT id FROM looked_at WHERE outcome <> 'intercepted' ${plan.rest ? sql`AND ${plan.rest}` : sql``}
    )
    SELECT (SELECT count(*) FROM looked_at) < ${MAX_LOOKED_AT} AS is_complete, count(*)::float8 AS requests,
      sum(cost_usd)::text AS cost, ${TOKEN_SUMS}
    FROM matching CROSS JOIN LATERAL (
      SELECT sum(cost_usd) AS cost_usd, sum(input_tokens) AS input_tokens, sum(output_tokens) AS output_tokens,
        sum(cache_read_tokens) AS cache_read_tokens, sum(cache_write_5m_tokens) AS cache_write_5m_tokens,
        sum(cache_write_1h_tokens) AS cache_write_1h_tokens
      FROM usage_ledger WHERE request_id = matching.id
    ) AS charged`);
  return summary(raw);
}

function summary(raw: RawSummary | undefined): RequestSummary {
  const count = (name: string) => Number(raw?.[name] ?? 0);
  return {
    totalRequests: count("requests"),
    totalCost: String(raw?.cost ?? "0"),
    inputTokens: count("input"),
    outputTokens: count("output"),
    cacheReadTokens: count("cache_read"),
    cacheWrite5mTokens: count("cache_write_5m"),
    cacheWrite1hTokens: count("cache_write_1h"),
    isComplete: raw?.is_complete === true,
  };
}

function addSummaries(one: RequestSummary, other: RequestSummary): RequestSummary {
  return {
    totalRequests: one.totalRequests + other.totalRequests,
    totalCost: new Decimal(one.totalCost).plus(other.totalCost).toFixed(),
    inputTokens: one.inputTokens + other.inputTokens,
    outputTokens: one.outputTokens + other.outputTokens,
    cacheReadTokens: one.cacheReadTokens + other.cacheReadTokens,
    cacheWrite5mTokens: one.cacheWrite5mTokens + other.cacheWrite5mTokens,
    cacheWrite1hTokens: one.cacheWrite1hTokens + other.cacheWrite1hTokens,
    isComplete: one.isComplete && other.isComplete,
  };
}
