import "server-only";
import type { StoredMessages } from "@/domain/request/stored-messages";
import { requestBodies } from "@/infra/postgres/tables/requests";
import type { Db } from "@/repository/db";

/** Stores what was said; what is there already stays. */
export async function insertMessages(db: Db, messages: readonly StoredMessages[]): Promise<void> {
  if (messages.length === 0) return;
  const rows = messages.map(({ requestHeaders, responseHeaders, ...rest }) => ({
    ...rest,
    requestHeaders: requestHeaders.map(([name, value]): [string, string] => [name, value]),
    responseHeaders: responseHeaders.map(([name, value]): [string, string] => [name, value]),
  }));
  await db.insert(requestBodies).values(rows).onConflictDoNothing();
}
