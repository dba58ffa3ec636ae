import "server-only";
import { sql } from "drizzle-orm";
import type { Db } from "@/repository/db";

/** What a key used of one model. */
export interface ModelUsage {
  /** The billed one. */
  readonly model: string;
  readonly calls: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** USD, as text. */
  readonly costUsd: string;
}

/** A key's charged calls since `from`, by model, the dearest first. */
export async function summariseModelsOfKey(db: Db, keyId: number, from: Date): Promise<ModelUsage[]> {
  const rows = await db.execute<{
    model: string;
    calls: number;
    input: number;
    output: number;
    usd: string;
  }>(sql`
    SELECT model, count(*)::int AS calls, sum(input_tokens)::float8 AS input, sum(output_tokens)::float8 AS output,
      coalesce(sum(cost_usd), 0)::text AS usd
    FROM usage_ledger WHERE key_id = ${keyId} AND occurred_at >= ${from.toISOString()}
    GROUP BY model ORDER BY sum(cost_usd) DESC NULLS LAST, model`);
  return rows.map(({ model, calls, input, output, usd }) => ({
    model,
    calls,
    inputTokens: input,
    outputTokens: output,
    costUsd: usd,
  }));
}
