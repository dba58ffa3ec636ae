import "server-only";
import { type SQL, sql } from "drizzle-orm";
import type { RequestCursor, RequestFilter } from "@/domain/request/request-row";
import type { TextMatch } from "./match-text";
import { type FilterName, filterCondition, filterNames } from "./request-filter";

/** How the rows of a filter are found: by one index each, in the order of the log, and then looked at one by one. */
export interface SearchPlan {
  /** Conditions that an index answers. Several exclude each other, and their rows are merged. */
  readonly alternatives: readonly SQL[];
  /** What is left to look at in each row; undefined when nothing is. */
  readonly rest: SQL | undefined;
}

/** Filters with an index of their own, the most telling first. */
const DRIVERS: readonly FilterName[] = [
  "sessionId",
  "keyId",
  "userId",
  "statusCode",
  "excludeStatusCode200",
  "minRetryCount",
  "model",
  "providerId",
  "endpoint",
];

/** @param text what the filter's free text was found to mean */
export function planSearch(
  filter: RequestFilter,
  text: TextMatch | null,
  after?: RequestCursor | null,
): SearchPlan {
  const names: FilterName[] = filterNames(filter).filter((name) => name !== "from" && name !== "to");
  const bounds = [
    filterCondition("from", filter),
    filterCondition("to", filter),
    after ? sql`(created_at, id) < (${after.createdAt.toISOString()}, ${after.id}::uuid)` : undefined,
  ];
  const driver = text ? undefined : DRIVERS.find((name) => names.includes(name) && isIndexed(name, filter));
  const rest = names.filter((name) => name !== driver).map((name) => filterCondition(name, filter));
  return {
    alternatives: alternativesOf(filter, driver, text).map(
      (condition) => and([condition, ...bounds]) ?? sql`true`,
    ),
    rest: and(rest),
  };
}

/** Of status codes only those are indexed that few requests have. */
function isIndexed(name: FilterName, { statusCode, excludeStatusCode200 }: RequestFilter): boolean {
  if (name === "statusCode") return statusCode !== 200;
  return name !== "excludeStatusCode200" || excludeStatusCode200 === true;
}

function alternativesOf(
  filter: RequestFilter,
  driver: FilterName | undefined,
  text: TextMatch | null,
): (SQL | undefined)[] {
  if (text) return textAlternatives(text);
  switch (driver) {
    case undefined:
      return [undefined];
    case "model":
      return [
        sql`model = ${filter.model}`,
        sql`(CASE WHEN served_model <> model THEN served_model END) = ${filter.model} AND served_model <> model`,
      ];
    case "statusCode":
      // The second half says nothing new, but the index is only for such rows.
      return [sql`status_code = ${filter.statusCode} AND status_code <> 200`];
    case "minRetryCount":
      return [sql`attempts > ${filter.minRetryCount} AND attempts > 1`];
    default:
      return [filterCondition(driver, filter)];
  }
}

function textAlternatives({ sessionIds, ids }: TextMatch): SQL[] {
  const alternatives: SQL[] = [];
  if (sessionIds.length > 0) alternatives.push(sql`session_id = ANY(${textArray(sessionIds)})`);
  if (ids) {
    const others =
      sessionIds.length > 0
        ? sql`AND (session_id IS NULL OR session_id <> ALL(${textArray(sessionIds)}))`
        : sql``;
    alternatives.push(sql`created_at BETWEEN ${ids.from.toISOString()} AND ${ids.to.toISOString()}
      AND id BETWEEN ${ids.first}::uuid AND ${ids.last}::uuid ${others}`);
  }
  return alternatives;
}

function textArray(values: readonly string[]): SQL {
  return sql`ARRAY[${sql.join(
    values.map((value) => sql`${value}`),
    sql`, `,
  )}]::text[]`;
}

function and(conditions: readonly (SQL | undefined)[]): SQL | undefined {
  const given = conditions.filter((condition) => condition !== undefined);
  return given.length === 0 ? undefined : sql.join(given, sql` AND `);
}

/**
 * At most `limit` rows that the alternatives name, newest first, as a query.
 *
 * @param columns selected, `created_at` and `id` among them
 */
export function lookedAt({ alternatives }: SearchPlan, columns: SQL, limit: number): SQL {
  const order = sql`ORDER BY created_at DESC, id DESC LIMIT ${limit}`;
  const [first, ...others] = alternatives.map(
    (condition) => sql`(SELECT ${columns} FROM requests WHERE ${condition} ${order})`,
  );
  if (!first) return sql`(SELECT ${columns} FROM requests WHERE false)`;
  if (others.length === 0) return first;
  // Each in order and limited by itself: so they are merged as they are read from their indexes.
  return sql`(SELECT * FROM (${sql.join([first, ...others], sql` UNION ALL `)}) AS merged ${order})`;
}
