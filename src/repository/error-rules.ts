import "server-only";
import { and, asc, desc, eq, inArray } from "drizzle-orm";
import type { DefaultErrorRule } from "@/domain/error-rules/default-rules";
import { ErrorOverride } from "@/domain/error-rules/error-override";
import type { ErrorRule } from "@/domain/error-rules/error-rule";
import type { DefaultSyncPlan } from "@/domain/error-rules/plan-default-sync";
import type { CreateErrorRule, UpdateErrorRule } from "@/domain/error-rules/schema";
import type { MatchType } from "@/domain/match-type";
import { errorRules } from "@/infra/postgres/tables/rules";
import type { Db } from "./db";
import { given } from "./given";

/** In the order they are asked: the highest priority first, then by id. */
export async function listErrorRules(db: Db): Promise<ErrorRule[]> {
  const rows = await db.select().from(errorRules).orderBy(desc(errorRules.priority), asc(errorRules.id));
  return rows.map(ruleFromRow);
}

/** @throws a unique violation when a rule has that pattern already */
export async function insertErrorRule(db: Db, rule: CreateErrorRule): Promise<ErrorRule> {
  const [row] = await db.insert(errorRules).values(rule).returning();
  if (!row) throw new Error("insert returned no row");
  return ruleFromRow(row);
}

/**
 * Changes the given fields; undefined when there is no such rule. An edited default rule becomes the admin's. Where its
 * pattern changes, the old one stays behind, disabled: were it gone, the next start would bring it back.
 */
export async function updateErrorRule(
  db: Db,
  id: number,
  changes: UpdateErrorRule,
): Promise<ErrorRule | undefined> {
  return db.transaction(async (tx) => {
    const [current] = await tx.select().from(errorRules).where(eq(errorRules.id, id)).for("update");
    if (!current) return undefined;
    const set = { ...given(changes), isDefault: false, updatedAt: new Date() };
    const [row] = await tx.update(errorRules).set(set).where(eq(errorRules.id, id)).returning();
    if (current.isDefault && row && row.pattern !== current.pattern) {
      const { id: _id, ...kept } = current;
      await tx.insert(errorRules).values({ ...kept, isDefault: false, isEnabled: false });
    }
    return row && ruleFromRow(row);
  });
}

/** Deletes an admin's rule; default ones can only be disabled. Returns whether there was one. */
export async function deleteErrorRule(db: Db, id: number): Promise<boolean> {
  const rows = await db
    .delete(errorRules)
    .where(and(eq(errorRules.id, id), eq(errorRules.isDefault, false)))
    .returning({ id: errorRules.id });
  return rows.length > 0;
}

/** Carries out a plan. Run it in a transaction. Two replicas that start together may both insert: one does. */
export async function writeDefaultErrorRules(db: Db, plan: DefaultSyncPlan): Promise<void> {
  if (plan.insert.length > 0) {
    const rows = plan.insert.map((rule: DefaultErrorRule) => ({ ...rule, isDefault: true }));
    await db.insert(errorRules).values(rows).onConflictDoNothing();
  }
  for (const { id, to } of plan.update) {
    const { overrideResponse: _body, overrideStatusCode: _status, ...facts } = to;
    await db
      .update(errorRules)
      .set({ ...facts, updatedAt: new Date() })
      .where(and(eq(errorRules.id, id), eq(errorRules.isDefault, true)));
  }
  if (plan.deleteIds.length > 0) {
    await db
      .delete(errorRules)
      .where(and(inArray(errorRules.id, [...plan.deleteIds]), eq(errorRules.isDefault, true)));
  }
}

function ruleFromRow(row: typeof errorRules.$inferSelect): ErrorRule {
  const override = ErrorOverride.safeParse(row.overrideResponse);
  return {
    ...row,
    // The column admits only these.
    matchType: row.matchType as MatchType,
    // Whoever wrote it: a client never gets a body that is none.
    overrideResponse: override.success ? override.data : null,
  };
}
