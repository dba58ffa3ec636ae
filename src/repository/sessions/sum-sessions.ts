import "server-only";
import { sql } from "drizzle-orm";
import type { Protocol } from "@/domain/protocol";
import type { OutcomeKind } from "@/domain/request/outcome";
import type { SessionId, SessionStats } from "@/domain/session/session-stats";
import type { Db } from "@/repository/db";

interface RawSession extends Record<string, unknown> {
  readonly key_id: number;
  readonly session_id: string;
}

/** What these sessions come to since `since`, by ledger and log. Sessions without a request there are left out. */
export async function sumSessions(
  db: Db,
  sessions: readonly SessionId[],
  since: Date,
): Promise<SessionStats[]> {
  if (sessions.length === 0) return [];
  const wanted = JSON.stringify(sessions.map(({ keyId, sessionId }) => ({ keyId, sessionId })));
  const rows = await db.execute<RawSession>(sql`
    SELECT wanted."keyId" AS key_id, wanted."sessionId" AS session_id, users.name AS user_name,
      api_keys.name AS key_name, logged.*, charged.*,
      (SELECT json_agg(json_build_object('id', provider_id, 'name', providers.name))
        FROM unnest(logged.provider_ids) AS provider_id LEFT JOIN providers ON providers.id = provider_id) AS providers
    FROM json_to_recordset(${wanted}::json) AS wanted("keyId" int, "sessionId" text)
    CROSS JOIN LATERAL (
      SELECT count(*) AS requests, count(*) FILTER (WHERE outcome = 'failed') AS failures,
        min(created_at) AS first_at, max(created_at + duration_ms * interval '1 millisecond') AS last_at,
        sum(duration_ms) AS duration_ms, max(user_id) AS user_id,
        (array_agg(outcome ORDER BY created_at DESC))[1] AS last_outcome,
        (array_agg(protocol ORDER BY created_at DESC))[1] AS protocol,
        (array_agg(user_agent ORDER BY created_at DESC))[1] AS user_agent,
        array_agg(DISTINCT provider_id) FILTER (WHERE provider_id > 0) AS provider_ids,
        array_agg(DISTINCT model) FILTER (WHERE model IS NOT NULL) AS models
      FROM requests
      WHERE session_id = wanted."sessionId" AND key_id = wanted."keyId" AND created_at > ${since.toISOString()}
    ) AS logged
    CROSS JOIN LATERAL (
      SELECT sum(input_tokens) AS input_tokens, sum(cache_read_tokens) AS cache_read_tokens,
        sum(cache_write_5m_tokens) AS cache_write_5m_tokens, sum(cache_write_1h_tokens) AS cache_write_1h_tokens,
        sum(output_tokens) AS output_tokens, sum(reasoning_tokens) AS reasoning_tokens,
        sum(web_searches) AS web_searches, sum(cost_usd)::text AS cost_usd
      FROM requests JOIN usage_ledger ON request_id = requests.id
      WHERE session_id = wanted."sessionId" AND requests.key_id = wanted."keyId"
        AND created_at > ${since.toISOString()}
    ) AS charged
    LEFT JOIN users ON users.id = logged.user_id
    LEFT JOIN api_keys ON api_keys.id = wanted."keyId"
    WHERE logged.requests > 0`);
  return rows.map(statsOf);
}

function statsOf(raw: RawSession): SessionStats {
  const text = (name: string) => raw[name] as string | null;
  const count = (name: string) => Number(raw[name] ?? 0);
  return {
    keyId: raw.key_id,
    sessionId: raw.session_id,
    userId: count("user_id"),
    userName: text("user_name"),
    keyName: text("key_name"),
    protocol: raw.protocol as Protocol,
    userAgent: text("user_agent"),
    providers: (raw.providers as SessionStats["providers"] | null) ?? [],
    models: (raw.models as string[] | null) ?? [],
    requests: count("requests"),
    failures: count("failures"),
    firstAt: new Date(text("first_at") ?? 0),
    lastAt: new Date(text("last_at") ?? 0),
    lastOutcome: raw.last_outcome as OutcomeKind,
    durationMs: count("duration_ms"),
    usage: {
      inputTokens: count("input_tokens"),
      cacheReadTokens: count("cache_read_tokens"),
      cacheWrite5mTokens: count("cache_write_5m_tokens"),
      cacheWrite1hTokens: count("cache_write_1h_tokens"),
      outputTokens: count("output_tokens"),
      reasoningTokens: count("reasoning_tokens"),
      webSearches: count("web_searches"),
    },
    costUsd: text("cost_usd") ?? "0",
  };
}
