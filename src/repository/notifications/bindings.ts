import "server-only";
import { and, asc, eq, notInArray } from "drizzle-orm";
import type { NotificationType } from "@/domain/notification/notification-type";
import type { Binding } from "@/domain/notification/schema";
import { notificationBindings, webhookTargets } from "@/infra/postgres/tables/notifications";
import type { Db } from "@/repository/db";

export type StoredBinding = Binding & {
  readonly id: number;
  readonly notificationType: NotificationType;
  readonly createdAt: Date;
  readonly updatedAt: Date;
};

/** Who hears of a type, oldest first; with `onlyLive` where both the binding and its target are enabled. */
export async function listBindings(
  db: Db,
  type: NotificationType,
  { onlyLive = false }: { readonly onlyLive?: boolean } = {},
): Promise<StoredBinding[]> {
  const live = onlyLive
    ? and(eq(notificationBindings.isEnabled, true), eq(webhookTargets.isEnabled, true))
    : undefined;
  const rows = await db
    .select({ binding: notificationBindings })
    .from(notificationBindings)
    .innerJoin(webhookTargets, eq(webhookTargets.id, notificationBindings.targetId))
    .where(and(eq(notificationBindings.notificationType, type), live))
    .orderBy(asc(notificationBindings.id));
  return rows.map(({ binding }) => ({ ...binding, notificationType: type }));
}

/** Makes `bindings` those of the type; others of it end. Run it in a transaction. */
export async function replaceBindings(
  db: Db,
  type: NotificationType,
  bindings: readonly Binding[],
): Promise<void> {
  const ofType = eq(notificationBindings.notificationType, type);
  const targets = bindings.map(({ targetId }) => targetId);
  await db
    .delete(notificationBindings)
    .where(targets.length === 0 ? ofType : and(ofType, notInArray(notificationBindings.targetId, targets)));
  for (const { targetId, ...fields } of bindings) {
    await db
      .insert(notificationBindings)
      .values({ notificationType: type, targetId, ...fields })
      .onConflictDoUpdate({
        target: [notificationBindings.notificationType, notificationBindings.targetId],
        set: { ...fields, updatedAt: new Date() },
      });
  }
}
