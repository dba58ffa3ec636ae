import "server-only";
import { sql } from "drizzle-orm";
import type { RequestCursor, RequestFilter, RequestRow } from "@/domain/request/request-row";
import type { Db } from "@/repository/db";
import { matchText } from "./match-text";
import { type RawRequestRow, ROW_COLUMNS, ROW_JOINS, requestRow } from "./request-row-codec";
import { lookedAt, planSearch, type SearchPlan } from "./search-plan";

/** Everything of a request but its decision, which only its detail needs. */
const LIST_COLUMNS = sql`
  id, created_at, outcome, status_code, error_code, error_message, blocked_by, blocked_reason, user_id, key_id,
  provider_id, protocol, method, endpoint, model, served_model, is_stream, session_id, sequence, messages_count,
  duration_ms, first_byte_ms, request_bytes, response_bytes, client_ip, user_agent, attempts`;

/** Rows one page looks at: more would take longer than anybody waits, when next to none of them match. */
const MAX_LOOKED_AT = 10_000;

export interface RequestPage {
  readonly rows: readonly RequestRow[];
  /**
   * Where the next page begins; null when this is the last. A page may have fewer rows than asked for, even none, and
   * still a next one: then so many rows were looked at that the rest is for another call.
   */
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
  const text = filter.text === undefined ? null : await matchText(db, filter.text);
  const plan = planSearch(filter, text, after);
  const looks = skip + (plan.rest ? Math.max(MAX_LOOKED_AT, size + 1) : size + 1);
  const rows = await db.execute<RawRequestRow>(sql`
    SELECT ${ROW_COLUMNS} FROM (
      SELECT * FROM ${lookedAt(plan, LIST_COLUMNS, looks)} AS looked_at
      ${plan.rest ? sql`WHERE ${plan.rest}` : sql``}
      ORDER BY created_at DESC, id DESC LIMIT ${size + 1} OFFSET ${skip}
    ) AS page ${ROW_JOINS} ORDER BY page.created_at DESC, page.id DESC`);
  const shown = rows.slice(0, size).map(requestRow);
  const last = shown.at(-1);
  if (rows.length > size && last) return { rows: shown, next: { createdAt: last.createdAt, id: last.id } };
  return { rows: shown, next: plan.rest ? await lastLookedAt(db, plan, looks) : null };
}

/** The last row a page looked at; null when there was nothing left to look at. */
async function lastLookedAt(db: Db, plan: SearchPlan, looks: number): Promise<RequestCursor | null> {
  const [row] = await db.execute<{ created_at: string; id: string }>(sql`
    SELECT * FROM ${lookedAt(plan, sql`created_at, id`, looks)} AS looked_at
    ORDER BY created_at DESC, id DESC LIMIT 1 OFFSET ${looks - 1}`);
  return row ? { createdAt: new Date(row.created_at), id: row.id } : null;
}
