import "server-only";
import { type SQL, sql } from "drizzle-orm";
import type { RequestFilter } from "@/domain/request/request-row";

/** The WHERE clause of a filter, over `requests`. */
export function whereClause(filter: RequestFilter, ...further: readonly (SQL | undefined)[]): SQL {
  const conditions = [...filterConditions(filter), ...further.filter((condition) => condition !== undefined)];
  return conditions.length === 0 ? sql`` : sql`WHERE ${sql.join(conditions, sql` AND `)}`;
}

function filterConditions(filter: RequestFilter): SQL[] {
  const { from, to, statusCode, model, endpoint, minRetryCount, sessionId } = filter;
  const wanted: (SQL | false | undefined)[] = [
    filter.userId !== undefined && sql`user_id = ${filter.userId}`,
    filter.keyId !== undefined && sql`key_id = ${filter.keyId}`,
    filter.providerId !== undefined && sql`provider_id = ${filter.providerId}`,
    from && sql`created_at >= ${from.toISOString()}`,
    to && sql`created_at < ${to.toISOString()}`,
    statusCode !== undefined && sql`status_code = ${statusCode}`,
    filter.excludeStatusCode200 === true && sql`status_code <> 200`,
    model !== undefined && sql`(model = ${model} OR served_model = ${model})`,
    endpoint !== undefined && sql`endpoint = ${endpoint}`,
    minRetryCount !== undefined && minRetryCount > 0 && sql`attempts > ${minRetryCount}`,
    sessionId !== undefined && sql`session_id = ${sessionId}`,
    filter.sequence !== undefined && sql`sequence = ${filter.sequence}`,
  ];
  return wanted.filter((condition) => condition instanceof Object) as SQL[];
}
