import "server-only";
import { sql } from "drizzle-orm";
import type { Db } from "@/repository/db";

/** The last request of a user. */
export interface LatestRequest {
  readonly userId: number;
  readonly requestId: string;
  readonly keyName: string | null;
  readonly providerId: number;
  readonly providerName: string | null;
  readonly model: string | null;
  readonly endedAt: Date;
}

/** Of each of these users the request that came last. Users without one are left out. */
export async function listLatestByUser(db: Db, userIds: readonly number[]): Promise<LatestRequest[]> {
  const rows = await db.execute<Record<string, string | number | null>>(sql`
    SELECT wanted::int AS user_id, latest.id, api_keys.name AS key_name, latest.provider_id,
      providers.name AS provider_name, latest.model, latest.ended_at
    FROM json_array_elements_text(${JSON.stringify(userIds)}::json) AS wanted
    CROSS JOIN LATERAL (
      SELECT id, key_id, provider_id, model, created_at + duration_ms * interval '1 millisecond' AS ended_at
      FROM requests WHERE user_id = wanted::int ORDER BY created_at DESC LIMIT 1
    ) AS latest
    LEFT JOIN api_keys ON api_keys.id = latest.key_id
    LEFT JOIN providers ON providers.id = latest.provider_id`);
  const text = (value: string | number | null | undefined) => (value ?? null) as string | null;
  return rows.map((row) => ({
    userId: Number(row.user_id),
    requestId: String(row.id),
    keyName: text(row.key_name),
    providerId: Number(row.provider_id),
    providerName: text(row.provider_name),
    model: text(row.model),
    endedAt: new Date(String(row.ended_at)),
  }));
}
