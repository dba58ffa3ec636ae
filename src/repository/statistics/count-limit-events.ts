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

/** Requests that limits turned away, counted in three ways. */
export interface LimitEventCounts {
  readonly total: number;
  /** By limit, as the request's row has it; "unknown" in rows of before it was kept. */
  readonly byType: Readonly<Record<string, number>>;
  readonly byUserId: Readonly<Record<string, number>>;
  /** Hours with events, in order; each named by its start, in ISO 8601. */
  readonly byHour: readonly { readonly hour: string; readonly count: number }[];
  /** Mean over the events of what was used of the limit, 1 = all of it; 0 without events. */
  readonly meanUsage: number;
}

/** The codes of a request that a limit of its user or key turned away, as the index `requests_limited` has them. */
const LIMIT_CODES = sql.raw("error_code IN ('rpm_limit', 'concurrent_sessions_limit', 'spend_limit')");

interface RawCount extends Record<string, unknown> {
  readonly type: string | null;
  readonly user_id: number | null;
  readonly hour: number | null;
  readonly events: number;
  readonly used: number;
}

export async function countLimitEvents(db: Db, filter: LimitEventFilter): Promise<LimitEventCounts> {
  // Of each row only one of the three is not null: the sets are counted in one go.
  const rows = await db.execute<RawCount>(sql`
    SELECT type, user_id, (extract(epoch FROM hour) * 1000)::float8 AS hour, count(*)::int AS events,
      coalesce(sum(used), 0) AS used
    FROM (
      SELECT coalesce(blocked_reason->>'limitType', 'unknown') AS type, user_id, date_trunc('hour', created_at) AS hour,
        (blocked_reason->>'current')::float8 / nullif((blocked_reason->>'limit')::float8, 0) AS used
      FROM requests WHERE ${sql.join(conditionsOf(filter), sql` AND `)}
    ) AS event
    GROUP BY GROUPING SETS ((type), (user_id), (hour)) ORDER BY 3, 2, 1`);
  const byType = rows.filter(({ type }) => type !== null);
  const total = byType.reduce((sum, { events }) => sum + events, 0);
  const used = byType.reduce((sum, row) => sum + row.used, 0);
  return {
    total,
    byType: Object.fromEntries(byType.map(({ type, events }) => [type, events])),
    byUserId: Object.fromEntries(
      rows.flatMap((row) => (row.user_id === null ? [] : [[row.user_id, row.events]])),
    ),
    byHour: rows.flatMap(({ hour, events }) =>
      hour === null ? [] : [{ hour: new Date(hour).toISOString(), count: events }],
    ),
    meanUsage: total === 0 ? 0 : used / total,
  };
}

function conditionsOf({ userId, keyId, limitType, from, to }: LimitEventFilter): SQL[] {
  return [
    LIMIT_CODES,
    sql`created_at >= ${from.toISOString()} AND created_at < ${to.toISOString()}`,
    ...(userId === undefined ? [] : [sql`user_id = ${userId}`]),
    ...(keyId === undefined ? [] : [sql`key_id = ${keyId}`]),
    ...(limitType === undefined ? [] : [sql`blocked_reason->>'limitType' = ${limitType}`]),
  ];
}
