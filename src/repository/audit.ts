import "server-only";
import { auditLog } from "@/infra/postgres/tables/access";
import type { Db } from "./db";

/** One change by one actor. `changes` must hold no secret. */
export interface AuditEntry {
  readonly actorKind: "admin_token" | "user" | "system";
  readonly actorUserId: number | null;
  readonly actorKeyId: number | null;
  readonly ip: string | null;
  readonly action: string;
  readonly targetId: string | null;
  readonly changes: Readonly<Record<string, unknown>>;
}

/** Call it in the transaction of the change it speaks of. */
export async function insertAuditEntry(db: Db, entry: AuditEntry): Promise<void> {
  await db.insert(auditLog).values(entry);
}
