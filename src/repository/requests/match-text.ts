import "server-only";
import { sql } from "drizzle-orm";
import type { Db } from "@/repository/db";

/** What a text from the search field can mean. */
export interface TextMatch {
  /** Sessions it is the id of, or the beginning of the id of. */
  readonly sessionIds: readonly string[];
  /** Request ids it is the beginning of, with the span of time they stand for; null when it can be none. */
  readonly ids: {
    readonly first: string;
    readonly last: string;
    readonly from: Date;
    readonly to: Date;
  } | null;
}

/** Shorter beginnings fit too much to help anybody. */
const MIN_PREFIX = 8;
const MAX_SESSIONS = 100;
const UUID_DIGITS = 32;
const TIME_DIGITS = 12;
const LAST_TIME_MS = Date.UTC(9999, 11, 31);

/** Looks a text up among the session ids, and reads it as (the beginning of) a request id, which is a UUIDv7. */
export async function matchText(db: Db, text: string): Promise<TextMatch> {
  return { sessionIds: await sessionsLike(db, text), ids: idsLike(text) };
}

async function sessionsLike(db: Db, text: string): Promise<string[]> {
  const isWhole = text.length < MIN_PREFIX;
  // The operators compare byte by byte, as the index is sorted whatever the database's collation.
  const condition = isWhole
    ? sql`session_id = ${text}`
    : sql`session_id ~>=~ ${text} AND session_id ~<~ ${`${text}\u{10FFFF}`}`;
  const rows = await db.execute<{ session_id: string }>(sql`
    SELECT DISTINCT session_id FROM requests WHERE ${condition} AND session_id IS NOT NULL LIMIT ${MAX_SESSIONS}`);
  return rows.map((row) => row.session_id);
}

/** The ids that begin so, and the time that is in their first 48 bits (RFC 9562 §5.7). */
export function idsLike(text: string): TextMatch["ids"] {
  const digits = text.toLowerCase().replaceAll("-", "");
  if (!/^[0-9a-f]{8,32}$/.test(digits)) return null;
  const version = digits[TIME_DIGITS];
  if (version !== undefined && version !== "7") return null;
  const time = (filler: string) =>
    new Date(Number.parseInt(digits.slice(0, TIME_DIGITS).padEnd(TIME_DIGITS, filler), 16));
  // Session ids are often random UUIDs: most of them would be of times that PostgreSQL cannot write down.
  if (time("f").getTime() > LAST_TIME_MS) return null;
  return {
    first: digits.padEnd(UUID_DIGITS, "0"),
    last: digits.padEnd(UUID_DIGITS, "f"),
    from: time("0"),
    to: time("f"),
  };
}
