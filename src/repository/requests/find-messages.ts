import "server-only";
import { and, eq, inArray } from "drizzle-orm";
import type { StoredMessages } from "@/domain/request/stored-messages";
import { requestBodies } from "@/infra/postgres/tables/requests";
import type { Db } from "@/repository/db";
import { createdAtOf } from "./created-at-of";

/** What was said in a request; undefined when it was not stored, or is not any more. */
export async function findMessages(db: Db, id: string): Promise<StoredMessages | undefined> {
  const [row] = await db.select().from(requestBodies).where(isRequest(id));
  if (!row) return undefined;
  return { ...row, requestHeaders: row.requestHeaders ?? [], responseHeaders: row.responseHeaders ?? [] };
}

/** Which of these requests' messages are stored. */
export async function haveMessages(db: Db, ids: readonly string[]): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  const rows = await db
    .select({ id: requestBodies.requestId })
    .from(requestBodies)
    .where(
      and(
        inArray(requestBodies.createdAt, [...new Set(ids.map(createdAtOf))]),
        inArray(requestBodies.requestId, [...ids]),
      ),
    );
  return new Set(rows.map((row) => row.id));
}

function isRequest(id: string) {
  return and(eq(requestBodies.createdAt, createdAtOf(id)), eq(requestBodies.requestId, id));
}
