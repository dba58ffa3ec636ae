import "server-only";
import { sql } from "drizzle-orm";
import type { RequestFilter } from "@/domain/request/request-row";
import type { Db } from "@/repository/db";
import { whereClause } from "./request-filter";

/** What of a request lists of choices are made of. */
const COLUMNS = { model: "model", endpoint: "endpoint", statusCode: "status_code" } as const;

/** Requests looked at, the newest first: choices are for filtering what is at hand, not a census. */
const MAX_ROWS = 50_000;

/** The values that requests of a filter have in one column, each once, in order. */
export async function distinctValues(
  db: Db,
  column: keyof typeof COLUMNS,
  filter: Pick<RequestFilter, "userId" | "keyId">,
): Promise<string[]> {
  const name = sql.raw(COLUMNS[column]);
  const rows = await db.execute<{ value: string }>(sql`
    SELECT value FROM (
      SELECT DISTINCT ${name}::text AS value FROM (
        SELECT ${name} FROM requests ${whereClause(filter)} ORDER BY created_at DESC LIMIT ${MAX_ROWS}
      ) AS newest WHERE ${name} IS NOT NULL
    ) AS distinct_values ORDER BY value COLLATE "C"`);
  return rows.map(({ value }) => value);
}
