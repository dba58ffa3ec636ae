import type { Sql } from "postgres";

/** A request of the measured database: filters are made of what it says, so that they find something together. */
export interface SampledRequest {
  readonly id: string;
  /** Epoch ms. */
  readonly at: number;
  readonly userId: number;
  readonly keyId: number;
  readonly providerId: number;
  readonly model: string;
  readonly endpoint: string;
  readonly statusCode: number;
  readonly attempts: number;
  readonly sessionId: string;
}

const EACH_KIND = 20;

/**
 * Requests from all over the log, and so of users, providers and models as often as these occur: two of four ended well,
 * one did not, and one took several attempts.
 */
export async function sampleRequests(sql: Sql): Promise<SampledRequest[]> {
  const kinds = await Promise.all([
    pick(sql, "status_code = 200", 2 * EACH_KIND),
    pick(sql, "status_code <> 200", EACH_KIND),
    pick(sql, "attempts > 1", EACH_KIND),
  ]);
  const [well = [], failed = [], retried = []] = kinds;
  return well.flatMap((request, index) => {
    const other = (index % 2 === 0 ? failed : retried)[index >> 1];
    return other ? [request, other] : [request];
  });
}

function pick(sql: Sql, condition: string, count: number): Promise<SampledRequest[]> {
  return sql.unsafe<SampledRequest[]>(`
    SELECT id, (extract(epoch FROM created_at) * 1000)::float8 AS at, user_id AS "userId", key_id AS "keyId",
      provider_id AS "providerId", model, endpoint, status_code AS "statusCode", attempts, session_id AS "sessionId"
    FROM requests TABLESAMPLE SYSTEM (0.5) REPEATABLE (1)
    WHERE ${condition} AND provider_id <> 0 AND session_id IS NOT NULL ORDER BY md5(id::text) LIMIT ${count}`);
}

/** Another item in each round. */
export const at = <Item>(items: readonly Item[], round: number): Item => {
  const item = items[round % items.length];
  if (item === undefined) throw new Error("the database has nothing to ask for");
  return item;
};
