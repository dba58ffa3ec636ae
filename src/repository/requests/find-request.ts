import "server-only";
import { sql } from "drizzle-orm";
import type { DecisionChain } from "@/domain/request/decision-chain";
import type { RequestRow } from "@/domain/request/request-row";
import type { Db } from "@/repository/db";
import { createdAtOf } from "./created-at-of";
import { type RawRequestRow, ROW_COLUMNS, ROW_JOINS, requestRow } from "./request-row-codec";

export interface RequestDetail {
  readonly row: RequestRow;
  readonly decision: DecisionChain;
}

/** One request with its decision. */
export async function findRequest(db: Db, id: string): Promise<RequestDetail | undefined> {
  const [raw] = await db.execute<RawRequestRow>(sql`
    SELECT ${ROW_COLUMNS} FROM (
      SELECT * FROM requests WHERE created_at = ${createdAtOf(id).toISOString()} AND id = ${id}::uuid
    ) AS page ${ROW_JOINS}`);
  return raw && { row: requestRow(raw), decision: raw.decision as DecisionChain };
}
