import "server-only";
import { sql } from "drizzle-orm";
import type { Protocol } from "@/domain/protocol";
import type { OutcomeKind } from "@/domain/request/outcome";
import type { RequestRow } from "@/domain/request/request-row";

/** Columns of a log row; `page` is a selection of `requests`. Names of deleted users, keys and providers are kept. */
export const ROW_COLUMNS = sql`
  page.*, users.name AS user_name, api_keys.name AS key_name, providers.name AS provider_name, charged.*`;

export const ROW_JOINS = sql`
  LEFT JOIN users ON users.id = page.user_id
  LEFT JOIN api_keys ON api_keys.id = page.key_id
  LEFT JOIN providers ON providers.id = page.provider_id
  LEFT JOIN LATERAL (
    SELECT sum(input_tokens) AS input_tokens, sum(cache_read_tokens) AS cache_read_tokens,
      sum(cache_write_5m_tokens) AS cache_write_5m_tokens, sum(cache_write_1h_tokens) AS cache_write_1h_tokens,
      sum(output_tokens) AS output_tokens, sum(reasoning_tokens) AS reasoning_tokens,
      sum(web_searches) AS web_searches, sum(cost_usd)::text AS cost_usd,
      count(*) FILTER (WHERE cost_usd IS NULL) AS unpriced_calls, bool_or(is_estimated) AS is_estimated,
      max(cost_multiplier)::text AS cost_multiplier
    FROM usage_ledger WHERE request_id = page.id
  ) AS charged ON true`;

/** What the database gives for one log row; sums are text, absent ones null. */
export interface RawRequestRow extends Record<string, unknown> {
  readonly id: string;
  readonly created_at: string;
}

export function requestRow(raw: RawRequestRow): RequestRow {
  const text = (name: string) => raw[name] as string | null;
  const count = (name: string) => Number(raw[name] ?? 0);
  const optional = (name: string) => (raw[name] === null ? null : Number(raw[name]));
  return {
    id: raw.id,
    createdAt: new Date(raw.created_at),
    outcome: raw.outcome as OutcomeKind,
    statusCode: count("status_code"),
    errorCode: text("error_code"),
    errorMessage: text("error_message"),
    blockedBy: text("blocked_by"),
    blockedReason: raw.blocked_reason as RequestRow["blockedReason"],
    userId: count("user_id"),
    userName: text("user_name"),
    keyId: count("key_id"),
    keyName: text("key_name"),
    providerId: count("provider_id"),
    providerName: text("provider_name"),
    protocol: raw.protocol as Protocol,
    method: text("method") ?? "",
    endpoint: text("endpoint") ?? "",
    model: text("model"),
    servedModel: text("served_model"),
    isStream: raw.is_stream === true,
    sessionId: text("session_id"),
    sequence: optional("sequence"),
    messagesCount: optional("messages_count"),
    durationMs: count("duration_ms"),
    firstByteMs: optional("first_byte_ms"),
    requestBytes: count("request_bytes"),
    responseBytes: count("response_bytes"),
    clientIp: text("client_ip"),
    userAgent: text("user_agent"),
    attempts: count("attempts"),
    usage: {
      inputTokens: count("input_tokens"),
      cacheReadTokens: count("cache_read_tokens"),
      cacheWrite5mTokens: count("cache_write_5m_tokens"),
      cacheWrite1hTokens: count("cache_write_1h_tokens"),
      outputTokens: count("output_tokens"),
      reasoningTokens: count("reasoning_tokens"),
      webSearches: count("web_searches"),
    },
    costUsd: text("cost_usd"),
    unpricedCalls: count("unpriced_calls"),
    isEstimated: raw.is_estimated === true,
    costMultiplier: text("cost_multiplier"),
  };
}
