import "server-only";
import { DEFAULT_ERROR_RULES } from "@/domain/error-rules/default-rules";
import { planDefaultSync } from "@/domain/error-rules/plan-default-sync";
import type { Db } from "@/repository/db";
import { listErrorRules, writeDefaultErrorRules } from "@/repository/error-rules";

/** Brings the product's own error rules up to date. What an admin wrote or edited stays. */
export async function syncDefaultErrorRules(db: Db): Promise<void> {
  const plan = planDefaultSync(await listErrorRules(db), DEFAULT_ERROR_RULES);
  if (plan.insert.length + plan.update.length + plan.deleteIds.length === 0) return;
  await db.transaction((tx) => writeDefaultErrorRules(tx, plan));
}
