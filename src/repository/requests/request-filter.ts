import "server-only";
import { type SQL, sql } from "drizzle-orm";
import type { RequestFilter } from "@/domain/request/request-row";

/** Filters that are conditions on a row; the free text is looked up first (see match-text.ts). */
export type FilterName = Exclude<keyof RequestFilter, "text">;

type Conditions = {
  readonly [Name in FilterName]: (value: NonNullable<RequestFilter[Name]>) => SQL | undefined;
};

const CONDITIONS: Conditions = {
  userId: (id) => sql`user_id = ${id}`,
  keyId: (id) => sql`key_id = ${id}`,
  providerId: (id) => sql`provider_id = ${id}`,
  from: (from) => sql`created_at >= ${from.toISOString()}`,
  to: (to) => sql`created_at < ${to.toISOString()}`,
  statusCode: (code) => sql`status_code = ${code}`,
  excludeStatusCode200: (isExcluded) => (isExcluded ? sql`status_code <> 200` : undefined),
  model: (model) => sql`(model = ${model} OR served_model = ${model})`,
  endpoint: (endpoint) => sql`endpoint = ${endpoint}`,
  minRetryCount: (retries) => (retries > 0 ? sql`attempts > ${retries}` : undefined),
  sessionId: (id) => sql`session_id = ${id}`,
  sequence: (number) => sql`sequence = ${number}`,
};

/** The condition of one filter; undefined where it does not restrict. */
export function filterCondition(name: FilterName, filter: RequestFilter): SQL | undefined {
  const value = filter[name];
  const condition = CONDITIONS[name] as (given: typeof value) => SQL | undefined;
  return value === undefined ? undefined : condition(value);
}

/** The filters that restrict. */
export function filterNames(filter: RequestFilter): FilterName[] {
  const names = Object.keys(CONDITIONS) as FilterName[];
  return names.filter((name) => filterCondition(name, filter) !== undefined);
}

/** The WHERE clause of a filter, over `requests`. */
export function whereClause(filter: RequestFilter, ...further: readonly (SQL | undefined)[]): SQL {
  const conditions = [...filterNames(filter).map((name) => filterCondition(name, filter)), ...further].filter(
    (condition) => condition !== undefined,
  );
  return conditions.length === 0 ? sql`` : sql`WHERE ${sql.join(conditions, sql` AND `)}`;
}
