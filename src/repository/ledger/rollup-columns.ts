/** Columns of the roll-ups that are sums of the ledger, as both the ledger's own columns and `LEDGER_TERMS` give them. */
export const LEDGER_SUMS = [
  "input_tokens",
  "cache_read_tokens",
  "cache_write_5m_tokens",
  "cache_write_1h_tokens",
  "output_tokens",
  "reasoning_tokens",
  "web_searches",
  "cost_usd",
  "unpriced_calls",
  "cached_calls",
  "cached_call_tokens",
  "cache_write_calls_usd",
] as const;

/** Columns of the roll-ups that count requests, which the ledger does not know. */
export const REQUEST_SUMS = [
  "requests",
  "errors",
  "refusals",
  "duration_ms_sum",
  "first_byte_ms_sum",
  "first_byte_count",
  "rated_output_tokens",
  "rated_ms",
  "losses",
] as const;

/** Every column of a roll-up that is a sum. */
export const ROLLUP_SUMS = [...REQUEST_SUMS, ...LEDGER_SUMS] as const;

const CACHE_WRITES = "cache_write_5m_tokens + cache_write_1h_tokens";
const IS_CACHED = `cache_read_tokens + ${CACHE_WRITES} > 0`;
const ALL_TOKENS = `input_tokens + cache_read_tokens + ${CACHE_WRITES} + output_tokens`;

/** What a row of `usage_ledger` adds to each of `LEDGER_SUMS`, in their order. */
export const LEDGER_TERMS = `input_tokens, cache_read_tokens, cache_write_5m_tokens, cache_write_1h_tokens, output_tokens,
  reasoning_tokens, web_searches, coalesce(cost_usd, 0) AS cost_usd, (cost_usd IS NULL)::int AS unpriced_calls,
  (${IS_CACHED})::int AS cached_calls, CASE WHEN ${IS_CACHED} THEN ${ALL_TOKENS} ELSE 0 END AS cached_call_tokens,
  CASE WHEN ${CACHE_WRITES} > 0 THEN coalesce(cost_usd, 0) ELSE 0 END AS cache_write_calls_usd`;

/** A list for SQL: one item for each column. */
export function each(columns: readonly string[], item: (column: string) => string): string {
  return columns.map(item).join(", ");
}

const DAILY_KEY = "zone, scope, day, subject_id, model";

/**
 * The rows of `usage_daily` that rows of the hourly shape add up to, as SELECT.
 *
 * @param source a table or query with `hour` and the roll-up's columns
 * @param zone an SQL expression of the time zone's name
 */
export function dailySums(source: string, zone: string): string {
  return `
  SELECT ${zone} AS zone,
    CASE WHEN grouping(user_id) = 0 THEN 'user' ELSE 'provider_model' END AS scope,
    day, coalesce(user_id, provider_id, 0) AS subject_id, coalesce(model, '') AS model,
    ${each(ROLLUP_SUMS, (name) => `sum(${name}) AS ${name}`)}
  FROM (SELECT *, (hour AT TIME ZONE ${zone})::date AS day FROM ${source}) AS by_day
  GROUP BY GROUPING SETS ((day, user_id), (day, provider_id, model))`;
}

/** Adds rows of its shape to `usage_daily`, in one order everywhere, so that two replicas never wait for each other. */
export function addToDaily(rows: string): string {
  return `
  INSERT INTO usage_daily AS kept (${DAILY_KEY}, ${ROLLUP_SUMS.join(", ")})
  SELECT ${DAILY_KEY}, ${ROLLUP_SUMS.join(", ")} FROM (${rows}) AS added ORDER BY ${DAILY_KEY}
  ON CONFLICT (${DAILY_KEY}) DO UPDATE SET ${each(ROLLUP_SUMS, (name) => `${name} = kept.${name} + excluded.${name}`)}`;
}

/** Columns of `provider_hourly` that are sums. */
export const PROVIDER_SUMS = ["requests", "errors", "duration_ms_sum"] as const;

/** The rows of `provider_hourly` that rows of the hourly shape add up to, as SELECT. */
export function providerSums(source: string): string {
  return `
  SELECT hour, provider_id, ${each(PROVIDER_SUMS, (name) => `sum(${name}) AS ${name}`)}
  FROM ${source} WHERE provider_id <> 0 AND requests <> 0 GROUP BY hour, provider_id`;
}

/** Adds rows of its shape to `provider_hourly`, in one order everywhere. */
export function addToProviderHourly(rows: string): string {
  return `
  INSERT INTO provider_hourly AS kept (hour, provider_id, ${PROVIDER_SUMS.join(", ")})
  SELECT hour, provider_id, ${PROVIDER_SUMS.join(", ")} FROM (${rows}) AS added ORDER BY hour, provider_id
  ON CONFLICT (hour, provider_id) DO UPDATE SET ${each(PROVIDER_SUMS, (name) => `${name} = kept.${name} + excluded.${name}`)}`;
}
