import "server-only";
import { sql } from "drizzle-orm";
import type { Db } from "@/repository/db";

/** The last request that a key sent, or that a provider served. */
export interface LatestCall {
  /** The key's or the provider's. */
  readonly id: number;
  /** When it began; the start of its hour where the log has been cleaned up. */
  readonly at: Date;
  readonly providerName: string | null;
  readonly model: string | null;
}

/**
 * The last request of each of these keys or providers; those without one are left out. The roll-up tells the hour, so
 * that one hour of the log is looked at, whatever its length.
 */
export async function listLatestCalls(
  db: Db,
  of: "key" | "provider",
  ids: readonly number[],
): Promise<ReadonlyMap<number, LatestCall>> {
  const whose = sql.raw(`${of}_id`);
  const rows = await db.execute<{
    id: number;
    at: string;
    provider: string | null;
    model: string | null;
  }>(sql`
    SELECT wanted.id, coalesce(latest.created_at, rolled.hour) AS at, providers.name AS provider,
      coalesce(latest.model, nullif(rolled.model, '')) AS model
    FROM (SELECT id::int FROM json_array_elements_text(${JSON.stringify(ids)}::json) AS id) AS wanted
    CROSS JOIN LATERAL (
      SELECT hour, provider_id, model FROM usage_hourly
      WHERE ${whose} = wanted.id AND requests > 0 ORDER BY hour DESC LIMIT 1
    ) AS rolled
    LEFT JOIN LATERAL (
      SELECT created_at, provider_id, coalesce(served_model, model) AS model FROM requests
      WHERE ${whose} = wanted.id AND created_at >= rolled.hour AND created_at < rolled.hour + interval '1 hour'
        AND outcome NOT IN ('refused', 'intercepted')
      ORDER BY created_at DESC LIMIT 1
    ) AS latest ON true
    LEFT JOIN providers ON providers.id = coalesce(latest.provider_id, rolled.provider_id)`);
  return new Map(
    rows.map(({ id, at, provider, model }) => [id, { id, at: new Date(at), providerName: provider, model }]),
  );
}
