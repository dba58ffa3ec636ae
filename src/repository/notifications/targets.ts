import "server-only";
import { asc, eq } from "drizzle-orm";
import type { Target } from "@/domain/notification/schema";
import { webhookTargets } from "@/infra/postgres/tables/notifications";
import type { Db } from "@/repository/db";

export interface TestResult {
  readonly success: boolean;
  readonly error?: string;
  readonly latencyMs?: number;
}

type SealedField =
  | "webhookUrl"
  | "telegramBotToken"
  | "dingtalkSecret"
  | "feishuSecret"
  | "customHeaders"
  | "proxyUrl";

/** A target as it is kept: what lets its holder post there is sealed. */
export type SealedTarget = Omit<Target, SealedField> & Readonly<Record<SealedField, string | null>>;

export type StoredTarget = SealedTarget & {
  readonly id: number;
  readonly lastTestAt: Date | null;
  readonly lastTestResult: TestResult | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
};

/** Oldest first. */
export async function listTargets(db: Db): Promise<StoredTarget[]> {
  const rows = await db.select().from(webhookTargets).orderBy(asc(webhookTargets.id));
  return rows.map(targetFromRow);
}

export async function findTarget(db: Db, id: number): Promise<StoredTarget | undefined> {
  const [row] = await db.select().from(webhookTargets).where(eq(webhookTargets.id, id));
  return row && targetFromRow(row);
}

export async function insertTarget(db: Db, target: SealedTarget): Promise<StoredTarget> {
  const [row] = await db.insert(webhookTargets).values(target).returning();
  if (!row) throw new Error("insert returned no row");
  return targetFromRow(row);
}

export async function updateTarget(
  db: Db,
  id: number,
  target: SealedTarget,
): Promise<StoredTarget | undefined> {
  const [row] = await db
    .update(webhookTargets)
    .set({ ...target, updatedAt: new Date() })
    .where(eq(webhookTargets.id, id))
    .returning();
  return row && targetFromRow(row);
}

/** With its bindings and deliveries. Returns whether there was one. */
export async function deleteTarget(db: Db, id: number): Promise<boolean> {
  const rows = await db
    .delete(webhookTargets)
    .where(eq(webhookTargets.id, id))
    .returning({ id: webhookTargets.id });
  return rows.length > 0;
}

export async function noteTargetTest(db: Db, id: number, lastTestResult: TestResult): Promise<void> {
  await db
    .update(webhookTargets)
    .set({ lastTestAt: new Date(), lastTestResult })
    .where(eq(webhookTargets.id, id));
}

function targetFromRow(row: typeof webhookTargets.$inferSelect): StoredTarget {
  // The column admits only these.
  return { ...row, providerType: row.providerType as Target["providerType"] };
}
