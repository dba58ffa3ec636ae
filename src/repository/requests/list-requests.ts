import "server-only";
import { sql } from "drizzle-orm";
import type { RequestCursor, RequestFilter, RequestRow } from "@/domain/request/request-row";
import type { Db } from "@/repository/db";
import { whereClause } from "./request-filter";
import { type RawRequestRow, ROW_COLUMNS, ROW_JOINS, requestRow } from "./request-row-codec";

/** Everything of a request but its decision, which only its detail needs. */
const LIST_COLUMNS = sql`
  id, created_at, outcome, status_code, error_code, error_message, blocked_by, blocked_reason, user_id, key_id,
  provider_id, protocol, method, endpoint, model, served_model, is_stream, session_id, sequence, messages_count,
  duration_ms, first_byte_ms, request_bytes, response_bytes, client_ip, user_agent, attempts`;

export interface RequestPage {
  readonly rows: readonly RequestRow[];
  /** Where the next page begins; null when this is the last. */
  readonly next: RequestCursor | null;
}

/**
 * A page of the log, newest first. Pages follow one another by key, not by number: a deep page costs what the first
 * does, and rows that arrive meanwhile move nothing.
 *
 * @param skip rows passed over before the page begins, for callers that count pages
 */
export async function listRequests(
  db: Db,
  filter: RequestFilter,
  page: { readonly after?: RequestCursor | null; readonly size: number; readonly skip?: number },
): Promise<RequestPage> {
  const { after, size, skip = 0 } = page;
  const behind = after
    ? sql`(created_at, id) < (${after.createdAt.toISOString()}, ${after.id}::uuid)`
    : undefined;
  const rows = await db.execute<RawRequestRow>(sql`
    SELECT ${ROW_COLUMNS} FROM (
      SELECT ${LIST_COLUMNS} FROM requests ${whereClause(filter, behind)}
      ORDER BY created_at DESC, id DESC LIMIT ${size + 1} OFFSET ${skip}
    ) AS page ${ROW_JOINS} ORDER BY page.created_at DESC, page.id DESC`);
  const shown = rows.slice(0, size).map(requestRow);
  const last = shown.at(-1);
  return {
    rows: shown,
    next: rows.length > size && last ? { createdAt: last.createdAt, id: last.id } : null,
  };
}
