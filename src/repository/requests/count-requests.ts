import "server-only";
import { sql } from "drizzle-orm";
import type { RequestFilter } from "@/domain/request/request-row";
import type { Db } from "@/repository/db";
import { whereClause } from "./request-filter";

export async function countRequests(db: Db, filter: RequestFilter): Promise<number> {
  const [row] = await db.execute<{ total: string }>(
    sql`SELECT count(*) AS total FROM requests ${whereClause(filter)}`,
  );
  return Number(row?.total ?? 0);
}
