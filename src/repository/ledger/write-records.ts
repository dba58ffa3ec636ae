import "server-only";
import type { Sql } from "postgres";
import {
  addToDaily,
  addToProviderHourly,
  dailySums,
  each,
  LEDGER_SUMS,
  LEDGER_TERMS,
  providerSums,
  ROLLUP_SUMS,
} from "./rollup-columns";

const HOURLY_KEY = "hour, user_id, key_id, provider_id, model";

/**
 * One statement, one transaction: the request log, the ledger, the hourly and daily sums and the clients of a batch. A
 * record that is there already changes nothing, so a batch may be sent again after any failure.
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
    ${each(LEDGER_SUMS, (name) => `0 AS ${name}`)},
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
  SELECT date_trunc('hour', occurred_at), user_id, key_id, provider_id, model, 0, 0, 0, ${LEDGER_TERMS}, 0, 0, 0, 0, 0, 0
  FROM charged
), seen AS (
  SELECT "userId" AS user_id, "userAgent" AS user_agent, max("createdAt") AS last_used_at
  FROM batch JOIN logged USING (id) WHERE "userId" <> 0 AND "userAgent" <> ''
  GROUP BY 1, 2
), noted AS (
  INSERT INTO client_uses AS kept (user_id, user_agent, last_used_at)
  SELECT user_id, user_agent, last_used_at FROM seen
  -- What was noted a moment ago is good enough: a busy client costs one write a minute.
  WHERE NOT EXISTS (
    SELECT FROM client_uses AS known WHERE known.user_id = seen.user_id AND known.user_agent = seen.user_agent
      AND known.last_used_at > seen.last_used_at - interval '1 minute')
  ORDER BY user_id, user_agent
  ON CONFLICT (user_id, user_agent)
    DO UPDATE SET last_used_at = greatest(kept.last_used_at, excluded.last_used_at)
), daily AS (${addToDaily(dailySums("portions", "$2::text"))}
), providers_hourly AS (${addToProviderHourly(providerSums("portions"))}
)
INSERT INTO usage_hourly AS kept (${HOURLY_KEY}, ${ROLLUP_SUMS.join(", ")})
SELECT ${HOURLY_KEY}, ${each(ROLLUP_SUMS, (name) => `sum(${name})`)}
FROM portions
GROUP BY ${HOURLY_KEY}
-- In one order everywhere: two replicas that write the same sums must not wait for each other.
ORDER BY ${HOURLY_KEY}
ON CONFLICT (${HOURLY_KEY}) DO UPDATE SET ${each(ROLLUP_SUMS, (name) => `${name} = kept.${name} + excluded.${name}`)}`;

/**
 * Writes a batch of `TerminalRecord`s, each given as its JSON text.
 *
 * @param timeZone the hub's, IANA: by whose days the daily sums are
 */
export async function writeRecords(sql: Sql, records: readonly string[], timeZone: string): Promise<void> {
  await sql.unsafe(WRITE_RECORDS, [`[${records.join(",")}]`, timeZone], { prepare: true });
}
