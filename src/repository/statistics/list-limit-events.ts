import "server-only";
import { type SQL, sql } from "drizzle-orm";
import type { LimitDetails } from "@/domain/gateway-error";
import type { Db } from "@/repository/db";

/** Which refusals are wanted; absent members do not restrict. */
export interface LimitEventFilter {
  readonly userId?: number | undefined;
  readonly keyId?: number | undefined;
  readonly limitType?: LimitDetails["limitType"] | undefined;
  readonly from: Date;
  readonly to: Date;
}

/** Requests that one limit turned away of one user within one hour. */
export interface LimitEvents {
  /** ISO 8601. */
  readonly hour: string;
  readonly userId: number;
  /** As the request's row has it; "unknown" in rows of before it was kept. */
  readonly limitType: string;
  readonly events: number;
  /** Sum over the events of what was used of the limit, 1 = all of it. */
  readonly usageSum: number;
}

/** The codes of a request that a limit of its user or key turned away, as the index `requests_limited` has them. */
const LIMIT_CODES = sql.raw("error_code IN ('rpm_limit', 'concurrent_sessions_limit', 'spend_limit')");

export async function listLimitEvents(db: Db, filter: LimitEventFilter): Promise<LimitEvents[]> {
  const { userId, keyId, limitType, from, to } = filter;
  const conditions: SQL[] = [
    LIMIT_CODES,
    sql`created_at >= ${from.toISOString()} AND created_at < ${to.toISOString()}`,
    ...(userId === undefined ? [] : [sql`user_id = ${userId}`]),
    ...(keyId === undefined ? [] : [sql`key_id = ${keyId}`]),
    ...(limitType === undefined ? [] : [sql`blocked_reason->>'limitType' = ${limitType}`]),
  ];
  const rows = await db.execute<{
    hour: string;
    user_id: number;
    type: string;
    events: number;
    used: number;
  }>(sql`
    SELECT to_char(date_trunc('hour', created_at), 'YYYY-MM-DD"T"HH24:00:00.000"Z"') AS hour, user_id,
      coalesce(blocked_reason->>'limitType', 'unknown') AS type, count(*)::int AS events,
      coalesce(sum((blocked_reason->>'current')::float8 / nullif((blocked_reason->>'limit')::float8, 0)), 0) AS used
    FROM requests WHERE ${sql.join(conditions, sql` AND `)}
    GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`);
  return rows.map(({ hour, user_id, type, events, used }) => ({
    hour,
    userId: user_id,
    limitType: type,
    events,
    usageSum: used,
  }));
}
