import "server-only";
import { lt } from "drizzle-orm";
import { requestBodies } from "@/infra/postgres/tables/requests";
import type { Db } from "@/repository/db";

/** Deletes what was said before `before`; returns how many requests that were. */
export async function dropMessages(db: Db, before: Date): Promise<number> {
  const dropped = await db
    .delete(requestBodies)
    .where(lt(requestBodies.createdAt, before))
    .returning({ id: requestBodies.requestId });
  return dropped.length;
}
