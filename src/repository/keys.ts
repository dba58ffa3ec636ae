import "server-only";
import { and, asc, eq, isNull } from "drizzle-orm";
import type { ApiKey } from "@/domain/key/api-key";
import type { SpendLimits } from "@/domain/quota/spend-limits";
import { apiKeys } from "@/infra/postgres/tables/api-keys";
import type { Db } from "./db";
import { limitsFromRow, limitsToRow } from "./spend-limits-codec";

export type NewApiKey = Omit<ApiKey, "id" | "createdAt" | "totalSince">;
export type ApiKeyChanges = Partial<Omit<NewApiKey, "userId" | "hash" | "prefix" | "limits">> & {
  readonly limits?: Partial<SpendLimits>;
};

/** Live keys, oldest first; of one user, or of all. */
export async function listKeys(db: Db, userId?: number): Promise<ApiKey[]> {
  const rows = await db
    .select()
    .from(apiKeys)
    .where(and(isNull(apiKeys.deletedAt), userId === undefined ? undefined : eq(apiKeys.userId, userId)))
    .orderBy(asc(apiKeys.id));
  return rows.map(keyFromRow);
}

export async function findKey(db: Db, id: number): Promise<ApiKey | undefined> {
  const [row] = await db
    .select()
    .from(apiKeys)
    .where(and(eq(apiKeys.id, id), isNull(apiKeys.deletedAt)));
  return row && keyFromRow(row);
}

export async function insertKey(db: Db, key: NewApiKey): Promise<ApiKey> {
  const { limits, groups, ...rest } = key;
  const [row] = await db
    .insert(apiKeys)
    .values({ ...rest, groups: [...groups], ...limitsToRow(limits) })
    .returning();
  if (!row) throw new Error("insert returned no row");
  return keyFromRow(row);
}

/** Changes the given fields; undefined when there is no such live key. */
export async function updateKey(db: Db, id: number, changes: ApiKeyChanges): Promise<ApiKey | undefined> {
  const { limits, groups, ...rest } = changes;
  const [row] = await db
    .update(apiKeys)
    .set({
      ...rest,
      ...(groups && { groups: [...groups] }),
      ...(limits && limitsToRow(limits)),
      updatedAt: new Date(),
    })
    .where(and(eq(apiKeys.id, id), isNull(apiKeys.deletedAt)))
    .returning();
  return row && keyFromRow(row);
}

/** Marks the key deleted; its history stays. Returns whether there was one. */
export async function deleteKey(db: Db, id: number): Promise<boolean> {
  const rows = await db
    .update(apiKeys)
    .set({ deletedAt: new Date(), isEnabled: false })
    .where(and(eq(apiKeys.id, id), isNull(apiKeys.deletedAt)))
    .returning({ id: apiKeys.id });
  return rows.length > 0;
}

function keyFromRow(row: typeof apiKeys.$inferSelect): ApiKey {
  const { id, userId, name, hash, prefix, isEnabled, expiresAt, canLoginWebUi, groups } = row;
  const { totalSince, concurrentSessions, createdAt } = row;
  return {
    id,
    userId,
    name,
    hash,
    prefix,
    isEnabled,
    expiresAt,
    canLoginWebUi,
    groups,
    totalSince,
    concurrentSessions,
    createdAt,
    limits: limitsFromRow(row),
    cacheTtlPreference: cacheTtlFrom(row.cacheTtlPreference),
  };
}

/** The column admits only these; null = as the client asks. */
export function cacheTtlFrom(text: string | null): "5m" | "1h" | null {
  return text === "5m" || text === "1h" ? text : null;
}
