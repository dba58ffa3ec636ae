import type { Sql } from "postgres";
import { LEDGER_SUMS, LEDGER_TERMS, ROLLUP_SUMS } from "@/repository/ledger/rollup-columns";
import type { People } from "./people";

export interface Span {
  readonly from: Date;
  readonly to: Date;
  readonly rows: number;
}

const MODELS = [
  "claude-sonnet-4-5",
  "claude-opus-4-5",
  "claude-haiku-4-5",
  "gpt-5.1",
  "gpt-5.1-codex",
  "gpt-5-mini",
  "gemini-3-pro",
  "gemini-2.5-flash",
  "deepseek-v3",
  "qwen3-coder",
  "kimi-k2",
  "glm-4.6",
];

const quoted = (values: readonly string[]) => `ARRAY[${values.map((value) => `'${value}'`).join(",")}]`;
const ids = (values: readonly number[]) => `ARRAY[${values.join(",")}]`;

/**
 * Requests in the order of time, busier by day than by night. Some users ask far more than others, each has three
 * favourite models, and a model is served by three providers in turn; sessions last some hours. One of thirty fails,
 * is refused or is left by its client; one of fifteen takes more than one attempt.
 */
export async function fillRequests(sql: Sql, { users, keys, providers }: People, span: Span): Promise<void> {
  const { from, to, rows } = span;
  const days = (to.getTime() - from.getTime()) / 86_400_000;
  // A day's rhythm that keeps time going forward: its slope is between 0.2 and 1.8.
  const passed = `(n + 0.8 * sin(2 * pi() * ${days} * n) / (2 * pi() * ${days}))`;
  await sql.unsafe(`
    INSERT INTO requests (id, created_at, outcome, status_code, error_code, blocked_reason, user_id, key_id, provider_id,
      protocol, method, endpoint, model, served_model, is_stream, session_id, sequence, messages_count, duration_ms,
      first_byte_ms, request_bytes, response_bytes, client_ip, user_agent, attempts, decision)
    SELECT
      (lpad(to_hex((extract(epoch FROM at) * 1000)::bigint), 12, '0') || '7' || lpad(to_hex((random() * 4095)::int), 3, '0')
        || '8' || lpad(to_hex((random() * 268435455)::int), 7, '0') || lpad(to_hex(serial), 8, '0'))::uuid,
      at, outcome,
      CASE outcome WHEN 'completed' THEN 200 WHEN 'intercepted' THEN 200 WHEN 'client_aborted' THEN 499
        WHEN 'refused' THEN 429 ELSE (ARRAY[500, 502, 503, 529])[1 + (fate * 1e6)::int % 4] END,
      CASE outcome WHEN 'failed' THEN 'upstream_error' WHEN 'refused' THEN 'rpm_limit' END,
      CASE WHEN outcome = 'refused'
        THEN '{"scope":"user","limitType":"rpm","current":60,"limit":60,"resetsAt":0}'::jsonb END,
      (${ids(users)})[who], (${ids(keys)})[who * 2 - (luck < 0.3)::int],
      CASE WHEN is_forwarded THEN (${ids(providers)})[1 + (model * 3 + (who + extract(doy FROM at)::int + (luck < 0.1)::int) % 3) % ${providers.length}] ELSE 0 END,
      (ARRAY['anthropic', 'openai-responses', 'gemini', 'openai-chat'])[1 + model / 3], 'POST',
      (ARRAY['/v1/messages', '/v1/responses', '/v1beta/models/gemini:streamGenerateContent', '/v1/chat/completions'])[1 + model / 3],
      (${quoted(MODELS)})[1 + model],
      CASE WHEN is_forwarded THEN CASE WHEN luck > 0.97 THEN 'served-' || model ELSE (${quoted(MODELS)})[1 + model] END END,
      true, md5(who || ':' || (extract(epoch FROM at)::bigint / 9000))::uuid::text, 1 + serial % 40, 2 + serial % 40,
      (800 + 30000 * luck * luck)::int, CASE WHEN is_forwarded THEN (300 + 2000 * luck * luck)::int END,
      40000 + (luck * 90000)::int, 3000 + (luck * 20000)::int, '10.0.0.' || who, 'claude-cli/2.1.197 (external, cli)',
      CASE WHEN NOT is_forwarded THEN 0 WHEN fate < 0.93 THEN 1 WHEN fate < 0.98 THEN 2 ELSE 3 END,
      '{"verdicts":[],"attempts":[]}'
    FROM (
      SELECT serial, at, who, luck, fate, (who * 7 + floor(3 * taste * taste)::int) % 12 AS model, outcome,
        outcome NOT IN ('refused', 'intercepted') AS is_forwarded
      FROM (
        SELECT serial, '${from.toISOString()}'::timestamptz + ${passed} * interval '${days} days' AS at,
          1 + floor(${users.length} * power(random(), 1.6))::int AS who, random() AS luck, random() AS fate, random() AS taste,
          random() AS ending
        FROM (SELECT i AS serial, i / ${rows}::float8 AS n FROM generate_series(0, ${rows - 1}) AS i) AS numbered
      ) AS drawn
      CROSS JOIN LATERAL (SELECT CASE WHEN ending < 0.965 THEN 'completed' WHEN ending < 0.985 THEN 'failed'
        WHEN ending < 0.992 THEN 'client_aborted' WHEN ending < 0.998 THEN 'refused' ELSE 'intercepted' END AS outcome) AS ended
    ) AS request`);
}

/** One charge for each request that was answered, in whole or in part. */
export async function fillLedger(sql: Sql, { priceId }: People, { from, to }: Span): Promise<void> {
  await sql.unsafe(`
    INSERT INTO usage_ledger (request_id, attempt, occurred_at, user_id, key_id, provider_id, model, input_tokens,
      cache_read_tokens, cache_write_5m_tokens, output_tokens, cost_usd, cost_multiplier, price_id, price_source)
    SELECT id, attempts, created_at, user_id, key_id, provider_id, model, messages_count * 10,
      CASE WHEN sequence > 1 THEN request_bytes / 4 ELSE 0 END, messages_count * 100, duration_ms / 20,
      ((request_bytes / 40 + duration_ms / 2) * 1e-7)::numeric(21, 15), 1, ${priceId}, 'builtin'
    FROM requests
    WHERE outcome IN ('completed', 'client_aborted')
      AND created_at >= '${from.toISOString()}' AND created_at < '${to.toISOString()}'`);
}

/** The hourly sums of both, as the hub would have kept them. */
export async function fillHourly(sql: Sql, { from, to }: Span): Promise<void> {
  const range = (column: string) =>
    `${column} >= '${from.toISOString()}' AND ${column} < '${to.toISOString()}'`;
  const zeros = LEDGER_SUMS.map((name) => `0 AS ${name}`).join(", ");
  await sql.unsafe(`
    INSERT INTO usage_hourly (hour, user_id, key_id, provider_id, model, ${ROLLUP_SUMS.join(", ")})
    SELECT hour, user_id, key_id, provider_id, model, ${ROLLUP_SUMS.map((name) => `sum(${name})`).join(", ")}
    FROM (
      SELECT date_trunc('hour', created_at) AS hour, user_id, key_id, provider_id, model,
        (outcome <> 'refused')::int AS requests, (outcome = 'failed')::int AS errors,
        (outcome = 'refused')::int AS refusals,
        CASE WHEN outcome = 'refused' THEN 0 ELSE duration_ms END AS duration_ms_sum,
        coalesce(first_byte_ms, 0) AS first_byte_ms_sum, (first_byte_ms IS NOT NULL)::int AS first_byte_count,
        CASE WHEN outcome = 'completed' THEN duration_ms / 20 ELSE 0 END AS rated_output_tokens,
        CASE WHEN outcome = 'completed' THEN duration_ms - first_byte_ms ELSE 0 END AS rated_ms, 0 AS losses,
        ${zeros}
      FROM requests WHERE outcome <> 'intercepted' AND ${range("created_at")}
      UNION ALL
      SELECT date_trunc('hour', occurred_at), user_id, key_id, provider_id, model, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        ${LEDGER_TERMS}
      FROM usage_ledger WHERE ${range("occurred_at")}
    ) AS portions
    GROUP BY hour, user_id, key_id, provider_id, model
    -- As they would have come: what belongs to an hour lies together.
    ORDER BY hour, user_id, key_id, provider_id, model`);
}
