import "server-only";
import { sql } from "drizzle-orm";
import type { RequestFilter } from "@/domain/request/request-row";
import type { Db } from "@/repository/db";
import { whereClause } from "./request-filter";

/** How many requests a filter matches. Give it a key or a short time: it counts them one by one. */
export async function countRequests(db: Db, filter: RequestFilter): Promise<number> {
  const [row] = await db.execute<{ total: number }>(
    sql`SELECT count(*)::int AS total FROM requests ${whereClause(filter)}`,
  );
  return row?.total ?? 0;
}
