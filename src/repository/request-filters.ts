import "server-only";
import { asc, eq } from "drizzle-orm";
import type { MatchType } from "@/domain/match-type";
import type {
  FilterAction,
  FilterBinding,
  FilterScope,
  RequestFilter,
} from "@/domain/request-filters/request-filter";
import type { CreateRequestFilter, UpdateRequestFilter } from "@/domain/request-filters/schema";
import { requestFilters } from "@/infra/postgres/tables/rules";
import type { Db } from "./db";
import { given } from "./given";

/** In the order they are applied: by priority, then by id. */
export async function listRequestFilters(db: Db): Promise<RequestFilter[]> {
  const rows = await db
    .select()
    .from(requestFilters)
    .orderBy(asc(requestFilters.priority), asc(requestFilters.id));
  return rows.map(filterFromRow);
}

export async function insertRequestFilter(db: Db, filter: CreateRequestFilter): Promise<RequestFilter> {
  const [row] = await db.insert(requestFilters).values(filter).returning();
  if (!row) throw new Error("insert returned no row");
  return filterFromRow(row);
}

/** Changes the given fields; undefined when there is no such filter. */
export async function updateRequestFilter(
  db: Db,
  id: number,
  changes: UpdateRequestFilter,
): Promise<RequestFilter | undefined> {
  const [row] = await db
    .update(requestFilters)
    .set({ ...given(changes), updatedAt: new Date() })
    .where(eq(requestFilters.id, id))
    .returning();
  return row && filterFromRow(row);
}

/** Returns whether there was one. */
export async function deleteRequestFilter(db: Db, id: number): Promise<boolean> {
  const rows = await db
    .delete(requestFilters)
    .where(eq(requestFilters.id, id))
    .returning({ id: requestFilters.id });
  return rows.length > 0;
}

function filterFromRow(row: typeof requestFilters.$inferSelect): RequestFilter {
  return {
    ...row,
    // The columns admit only these.
    scope: row.scope as FilterScope,
    action: row.action as FilterAction,
    matchType: row.matchType as MatchType | null,
    bindingType: row.bindingType as FilterBinding,
  };
}
