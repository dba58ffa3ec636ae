import "server-only";
import { sql } from "drizzle-orm";
import type { RequestFilter } from "@/domain/request/request-row";
import type { Db } from "@/repository/db";
import { whereClause } from "./request-filter";

/** Sums over the requests a filter matches. Intercepted ones are listed but count nowhere. */
export interface RequestSummary {
  readonly totalRequests: number;
  readonly totalCost: string;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cacheReadTokens: number;
  readonly cacheWrite5mTokens: number;
  readonly cacheWrite1hTokens: number;
}

type RawSummary = Readonly<Record<string, string | null>>;

export async function summariseRequests(db: Db, filter: RequestFilter): Promise<RequestSummary> {
  const [raw] = await db.execute<RawSummary>(sql`
    WITH matching AS (
      SELECT id FROM requests ${whereClause(filter, sql`outcome <> 'intercepted'`)}
    )
    SELECT (SELECT count(*) FROM matching) AS requests, sum(cost_usd)::text AS cost, sum(input_tokens) AS input,
      sum(output_tokens) AS output, sum(cache_read_tokens) AS cache_read,
      sum(cache_write_5m_tokens) AS cache_write_5m, sum(cache_write_1h_tokens) AS cache_write_1h
    FROM usage_ledger JOIN matching ON matching.id = usage_ledger.request_id`);
  const count = (name: string) => Number(raw?.[name] ?? 0);
  return {
    totalRequests: count("requests"),
    totalCost: raw?.cost ?? "0",
    inputTokens: count("input"),
    outputTokens: count("output"),
    cacheReadTokens: count("cache_read"),
    cacheWrite5mTokens: count("cache_write_5m"),
    cacheWrite1hTokens: count("cache_write_1h"),
  };
}
