import { insertAuditEntry } from "@/repository/audit";
import type { Db } from "@/repository/db";
import { visitorIp } from "@/services/auth/visitor";
import type { WebCaller } from "@/services/auth/web-caller";
import type { Runtime } from "@/services/runtime/runtime";

/** What a change did, for the audit log, and its result. `changes` must hold no secret. */
export interface ChangeNote<Result> {
  readonly result: Result;
  readonly targetId: number | string | null;
  readonly changes: Readonly<Record<string, unknown>>;
}

/** How an action changes things: in a transaction that also holds the audit row. */
export function auditedChange(
  name: string,
  { holder }: WebCaller,
  headers: Headers,
  { database }: Pick<Runtime, "database">,
): <Result>(work: (tx: Db) => Promise<ChangeNote<Result>>) => Promise<Result> {
  return (work) =>
    database.db.transaction(async (tx) => {
      const { result, targetId, changes } = await work(tx);
      await insertAuditEntry(tx, {
        actorKind: holder ? "user" : "admin_token",
        actorUserId: holder?.user.id ?? null,
        actorKeyId: holder?.key.id ?? null,
        ip: visitorIp(headers),
        action: name,
        targetId: targetId === null ? null : String(targetId),
        changes,
      });
      return result;
    });
}
