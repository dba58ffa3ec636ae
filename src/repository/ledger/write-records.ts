import "server-only";
import type { Sql } from "postgres";

/**
 * One statement, one transaction: the request log, the ledger and the hourly sums of a batch. A record that is
 * there already changes nothing, so a batch may be sent again after any failure.
 *
 * The batch is one JSON parameter: its records are the journal's lines, never taken apart on this side. It is `json`,
 * not `jsonb`: the latter would sort the keys of every object only for them to be read once.
 */
const WRITE_RECORDS = `
WITH batch AS (
  SELECT DISTINCT ON (id) * FROM json_to_recordset($1::text::json) AS record(
    id uuid, "createdAt" timestamptz, outcome text, "statusCode" int, "errorCode" text, "errorMessage" text,
    "blockedBy" text, "blockedReason" jsonb, "userId" int, "keyId" int, "providerId" int, protocol text,
    method text, endpoint text, model text, "servedModel" text, "billedModel" text, "isStream" boolean,
    "sessionId" text, sequence int, "messagesCount" int, "durationMs" int, "firstByteMs" int,
    "requestBytes" bigint, "responseBytes" bigint, "clientIp" text, "userAgent" text, decision json,
    charges json)
), logged AS (
  INSERT INTO requests (
    id, created_at, outcome, status_code, error_code, error_message, blocked_by, blocked_reason, user_id, key_id,
    provider_id, protocol, method, endpoint, model, served_model, is_stream, session_id, sequence,
    messages_count, duration_ms, first_byte_ms, request_bytes, response_bytes, client_ip, user_agent, attempts,
    decision)
  SELECT id, "createdAt", outcome, "statusCode", "errorCode", "errorMessage", "blockedBy", "blockedReason",
    "userId", "keyId", "providerId", protocol, method, endpoint, model, "servedModel", "isStream", "sessionId",
    sequence, "messagesCount", "durationMs", "firstByteMs", "requestBytes", "responseBytes", "clientIp",
    "userAgent", json_array_length(decision->'attempts'), decision
  FROM batch
  ON CONFLICT DO NOTHING
  RETURNING id
), charged AS (
  INSERT INTO usage_ledger (
    request_id, attempt, occurred_at, user_id, key_id, provider_id, model, input_tokens, cache_read_tokens,
    cache_write_5m_tokens, cache_write_1h_tokens, output_tokens, reasoning_tokens, web_searches, image_input_tokens,
    image_output_tokens, service_tier, cost_usd, cost_multiplier, price_id, price_source, is_estimated)
  SELECT batch.id, charge.attempt, "createdAt", "userId", "keyId", charge."providerId", charge."billedModel",
    "inputTokens", "cacheReadTokens", "cacheWrite5mTokens", "cacheWrite1hTokens", "outputTokens",
    "reasoningTokens", "webSearches",
    -- Journals of before these were told are replayed too.
    coalesce("imageInputTokens", 0), coalesce("imageOutputTokens", 0), coalesce("serviceTier", 'standard'),
    "costUsd", "costMultiplier", "priceId", "priceSource", estimated
  FROM batch
  CROSS JOIN LATERAL json_to_recordset(charges) AS charge(
    attempt int, "providerId" int, "billedModel" text, "inputTokens" bigint, "cacheReadTokens" bigint,
    "cacheWrite5mTokens" bigint, "cacheWrite1hTokens" bigint, "outputTokens" bigint, "reasoningTokens" bigint,
    "webSearches" bigint, "imageInputTokens" bigint, "imageOutputTokens" bigint, "serviceTier" text,
    "costUsd" numeric, "costMultiplier" numeric, "priceId" bigint, "priceSource" text,
    estimated boolean)
  ON CONFLICT DO NOTHING
  RETURNING *
), answered AS (
  SELECT request_id AS id, sum(output_tokens) AS output_tokens FROM charged GROUP BY request_id
), counted AS (
  SELECT batch.*, coalesce("billedModel", model, '') AS counted_model, coalesce(output_tokens, 0) AS output_tokens
  FROM batch JOIN logged USING (id) LEFT JOIN answered USING (id)
  WHERE outcome <> 'intercepted'
), portions AS (
  SELECT date_trunc('hour', "createdAt") AS hour, "userId" AS user_id, "keyId" AS key_id,
    "providerId" AS provider_id, counted_model AS model,
    (outcome <> 'refused')::int AS requests, (outcome = 'failed')::int AS errors,
    (outcome = 'refused')::int AS refusals,
    0 AS input_tokens, 0 AS cache_read_tokens, 0 AS cache_write_5m_tokens, 0 AS cache_write_1h_tokens,
    0 AS output_tokens, 0 AS reasoning_tokens, 0 AS web_searches, 0 AS cost_usd, 0 AS unpriced_calls,
    CASE WHEN outcome = 'refused' THEN 0 ELSE "durationMs" END AS duration_ms_sum,
    coalesce("firstByteMs", 0) AS first_byte_ms_sum, ("firstByteMs" IS NOT NULL)::int AS first_byte_count,
    CASE WHEN rated THEN output_tokens ELSE 0 END AS rated_output_tokens,
    CASE WHEN rated THEN "durationMs" - "firstByteMs" ELSE 0 END AS rated_ms,
    -- Those of the attempt that answered, whose provider the row names.
    coalesce(json_array_length(decision->'attempts'->-1->'losses'), 0) AS losses
  FROM counted
  CROSS JOIN LATERAL (
    SELECT coalesce(output_tokens > 0 AND "durationMs" - "firstByteMs" >= 100, false) AS rated) AS rate
  UNION ALL
  SELECT date_trunc('hour', occurred_at), user_id, key_id, provider_id, model, 0, 0, 0, input_tokens,
    cache_read_tokens, cache_write_5m_tokens, cache_write_1h_tokens, output_tokens, reasoning_tokens,
    web_searches, coalesce(cost_usd, 0), (cost_usd IS NULL)::int, 0, 0, 0, 0, 0, 0
  FROM charged
)
INSERT INTO usage_hourly AS kept (
  hour, user_id, key_id, provider_id, model, requests, errors, refusals, input_tokens, cache_read_tokens,
  cache_write_5m_tokens, cache_write_1h_tokens, output_tokens, reasoning_tokens, web_searches, cost_usd,
  unpriced_calls, duration_ms_sum, first_byte_ms_sum, first_byte_count, rated_output_tokens, rated_ms, losses)
SELECT hour, user_id, key_id, provider_id, model, sum(requests), sum(errors), sum(refusals), sum(input_tokens),
  sum(cache_read_tokens), sum(cache_write_5m_tokens), sum(cache_write_1h_tokens), sum(output_tokens),
  sum(reasoning_tokens), sum(web_searches), sum(cost_usd), sum(unpriced_calls), sum(duration_ms_sum),
  sum(first_byte_ms_sum), sum(first_byte_count), sum(rated_output_tokens), sum(rated_ms), sum(losses)
FROM portions
GROUP BY hour, user_id, key_id, provider_id, model
-- In one order everywhere: two replicas that write the same sums must not wait for each other.
ORDER BY hour, user_id, key_id, provider_id, model
ON CONFLICT (hour, user_id, key_id, provider_id, model) DO UPDATE SET
  requests = kept.requests + excluded.requests,
  errors = kept.errors + excluded.errors,
  refusals = kept.refusals + excluded.refusals,
  input_tokens = kept.input_tokens + excluded.input_tokens,
  cache_read_tokens = kept.cache_read_tokens + excluded.cache_read_tokens,
  cache_write_5m_tokens = kept.cache_write_5m_tokens + excluded.cache_write_5m_tokens,
  cache_write_1h_tokens = kept.cache_write_1h_tokens + excluded.cache_write_1h_tokens,
  output_tokens = kept.output_tokens + excluded.output_tokens,
  reasoning_tokens = kept.reasoning_tokens + excluded.reasoning_tokens,
  web_searches = kept.web_searches + excluded.web_searches,
  cost_usd = kept.cost_usd + excluded.cost_usd,
  unpriced_calls = kept.unpriced_calls + excluded.unpriced_calls,
  duration_ms_sum = kept.duration_ms_sum + excluded.duration_ms_sum,
  first_byte_ms_sum = kept.first_byte_ms_sum + excluded.first_byte_ms_sum,
  first_byte_count = kept.first_byte_count + excluded.first_byte_count,
  rated_output_tokens = kept.rated_output_tokens + excluded.rated_output_tokens,
  rated_ms = kept.rated_ms + excluded.rated_ms,
  losses = kept.losses + excluded.losses`;

/** Writes a batch of `TerminalRecord`s, each given as its JSON text. */
export async function writeRecords(sql: Sql, records: readonly string[]): Promise<void> {
  await sql.unsafe(WRITE_RECORDS, [`[${records.join(",")}]`], { prepare: true });
}
