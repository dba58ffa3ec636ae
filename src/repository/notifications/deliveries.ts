import "server-only";
import { and, desc, eq, lt, sql } from "drizzle-orm";
import type { NotificationType } from "@/domain/notification/notification-type";
import { Occasion } from "@/domain/notification/occasion";
import { notificationDeliveries } from "@/infra/postgres/tables/notifications";
import type { Db } from "@/repository/db";

/** One occasion on its way to one target. */
export interface Delivery {
  readonly id: number;
  readonly notificationType: NotificationType;
  readonly targetId: number;
  readonly status: "pending" | "delivered" | "failed";
  readonly tries: number;
  readonly nextTryAt: Date | null;
  readonly lastError: string | null;
  readonly occasion: Occasion;
  readonly createdAt: Date;
  readonly deliveredAt: Date | null;
}

/**
 * Puts an occasion on its way to the targets, unless one with that key is or was.
 *
 * @param dedupeKey names the occasion: what shares it is told a target once
 * @returns how many targets will hear of it
 */
export async function insertDeliveries(
  db: Db,
  occasion: Occasion,
  dedupeKey: string,
  targetIds: readonly number[],
): Promise<number> {
  if (targetIds.length === 0) return 0;
  const values = targetIds.map((targetId) => ({
    ...{ notificationType: occasion.type, targetId, dedupeKey, message: occasion },
    nextTryAt: new Date(),
  }));
  const rows = await db
    .insert(notificationDeliveries)
    .values(values)
    .onConflictDoNothing()
    .returning({ id: notificationDeliveries.id });
  return rows.length;
}

/**
 * Takes deliveries whose time has come. Nobody else gets them within `leaseMs`; should this process die meanwhile, they
 * come up again.
 */
export async function claimDueDeliveries(db: Db, leaseMs: number, limit: number): Promise<Delivery[]> {
  const rows = await db
    .update(notificationDeliveries)
    .set({ tries: sql`tries + 1`, nextTryAt: new Date(Date.now() + leaseMs) })
    .where(
      sql`id IN (SELECT id FROM notification_deliveries WHERE status = 'pending' AND next_try_at <= ${new Date().toISOString()}
        ORDER BY next_try_at LIMIT ${limit} FOR UPDATE SKIP LOCKED)`,
    )
    .returning();
  return rows.map(deliveryFromRow);
}

export type DeliveryEnd =
  | { readonly kind: "delivered" }
  | { readonly kind: "failed"; readonly error: string }
  | { readonly kind: "again"; readonly error: string; readonly at: Date };

/** Notes how a try ended. */
export async function endDeliveryTry(db: Db, id: number, end: DeliveryEnd): Promise<void> {
  await db.update(notificationDeliveries).set(changesOf(end)).where(eq(notificationDeliveries.id, id));
}

function changesOf(end: DeliveryEnd) {
  switch (end.kind) {
    case "delivered":
      return { status: "delivered", deliveredAt: new Date(), nextTryAt: null, lastError: null };
    case "failed":
      return { status: "failed", nextTryAt: null, lastError: end.error };
    case "again":
      return { nextTryAt: end.at, lastError: end.error };
  }
}

export interface DeliveryFilter {
  readonly targetId?: number | undefined;
  readonly notificationType?: NotificationType | undefined;
  /** Only deliveries before this one: the last of the page before. */
  readonly beforeId?: number | undefined;
  readonly limit: number;
}

/** Newest first. */
export async function listDeliveries(
  db: Db,
  { targetId, notificationType, beforeId, limit }: DeliveryFilter,
): Promise<Delivery[]> {
  const rows = await db
    .select()
    .from(notificationDeliveries)
    .where(
      and(
        targetId === undefined ? undefined : eq(notificationDeliveries.targetId, targetId),
        notificationType && eq(notificationDeliveries.notificationType, notificationType),
        beforeId === undefined ? undefined : lt(notificationDeliveries.id, beforeId),
      ),
    )
    .orderBy(desc(notificationDeliveries.id))
    .limit(limit);
  return rows.map(deliveryFromRow);
}

/** Per provider, the newest opening of its circuit that was told since `since`; epoch ms. */
export async function lastToldOpenings(db: Db, since: Date): Promise<ReadonlyMap<number, number>> {
  const rows = await db.execute<{ providerId: number; at: number }>(sql`
    SELECT (message->>'providerId')::int AS "providerId",
      max(extract(epoch FROM (message->>'at')::timestamptz) * 1000)::float8 AS at
    FROM notification_deliveries
    WHERE notification_type = 'circuit_breaker' AND created_at >= ${since.toISOString()} GROUP BY 1`);
  return new Map(rows.map(({ providerId, at }) => [providerId, at]));
}

/** Forgets deliveries that were made, or given up, before `before`. Returns how many. */
export async function deleteDeliveries(db: Db, before: Date): Promise<number> {
  const rows = await db.execute(sql`
    DELETE FROM notification_deliveries WHERE created_at < ${before.toISOString()} AND status <> 'pending'`);
  return rows.count;
}

function deliveryFromRow(row: typeof notificationDeliveries.$inferSelect): Delivery {
  const { dedupeKey: _dedupeKey, message, ...fields } = row;
  return {
    ...fields,
    // The columns admit only these.
    notificationType: row.notificationType as NotificationType,
    status: row.status as Delivery["status"],
    occasion: Occasion.parse(message),
  };
}
