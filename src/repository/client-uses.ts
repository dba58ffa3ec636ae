import "server-only";
import { desc, gte, lt } from "drizzle-orm";
import type { ClientUse } from "@/domain/client-version/client-use";
import { clientUses } from "@/infra/postgres/tables/client-uses";
import type { Db } from "@/repository/db";

/** More would come from clients that make up names. */
const MAX_USES = 10_000;

/** Which User-Agents users were seen with since `since`, the latest first. */
export async function listClientUses(db: Db, since: Date): Promise<ClientUse[]> {
  return db
    .select()
    .from(clientUses)
    .where(gte(clientUses.lastUsedAt, since))
    .orderBy(desc(clientUses.lastUsedAt))
    .limit(MAX_USES);
}

/** Forgets what was last used before `before`. Returns how much. */
export async function deleteClientUses(db: Db, before: Date): Promise<number> {
  const rows = await db
    .delete(clientUses)
    .where(lt(clientUses.lastUsedAt, before))
    .returning({ userId: clientUses.userId });
  return rows.length;
}
