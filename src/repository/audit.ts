import "server-only";
import { and, desc, eq, gte, lt } from "drizzle-orm";
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

/** One that is kept, with its id: the newest has the highest. */
export interface KeptAuditEntry extends AuditEntry {
  readonly id: number;
  readonly createdAt: Date;
}

/** Which entries are wanted; absent members do not restrict. */
export interface AuditFilter {
  readonly action?: string | undefined;
  readonly actorUserId?: number | undefined;
  readonly targetId?: string | undefined;
  readonly from?: Date | undefined;
  readonly to?: Date | undefined;
  /** Only entries before this one: the last of the page before. */
  readonly beforeId?: number | undefined;
}

/** Changes, the newest first. */
export async function listAuditEntries(
  db: Db,
  { action, actorUserId, targetId, from, to, beforeId }: AuditFilter,
  limit: number,
): Promise<KeptAuditEntry[]> {
  const rows = await db
    .select()
    .from(auditLog)
    .where(
      and(
        action === undefined ? undefined : eq(auditLog.action, action),
        actorUserId === undefined ? undefined : eq(auditLog.actorUserId, actorUserId),
        targetId === undefined ? undefined : eq(auditLog.targetId, targetId),
        from && gte(auditLog.createdAt, from),
        to && lt(auditLog.createdAt, to),
        beforeId === undefined ? undefined : lt(auditLog.id, beforeId),
      ),
    )
    .orderBy(desc(auditLog.id))
    .limit(limit);
  // Only these kinds are ever written; the column's check says so too.
  return rows.map((row) => ({ ...row, actorKind: row.actorKind as AuditEntry["actorKind"] }));
}
