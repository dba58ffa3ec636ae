import "server-only";
import { sql } from "drizzle-orm";
import type { DecisionChain } from "@/domain/request/decision-chain";
import type { RequestRow } from "@/domain/request/request-row";
import type { Db } from "@/repository/db";
import { type RawRequestRow, ROW_COLUMNS, ROW_JOINS, requestRow } from "./request-row-codec";

export interface RequestDetail {
  readonly row: RequestRow;
  readonly decision: DecisionChain;
}

const HEX_DIGITS_OF_TIME = 12;

/** One request with its decision. Its id is a UUIDv7, which tells the partition it is in (RFC 9562 §5.7). */
export async function findRequest(db: Db, id: string): Promise<RequestDetail | undefined> {
  const createdAt = new Date(Number.parseInt(id.replaceAll("-", "").slice(0, HEX_DIGITS_OF_TIME), 16));
  const [raw] = await db.execute<RawRequestRow>(sql`
    SELECT ${ROW_COLUMNS} FROM (
      SELECT * FROM requests WHERE created_at = ${createdAt.toISOString()} AND id = ${id}::uuid
    ) AS page ${ROW_JOINS}`);
  return raw && { row: requestRow(raw), decision: raw.decision as DecisionChain };
}
